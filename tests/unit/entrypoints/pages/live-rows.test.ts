import 'fake-indexeddb/auto'
import { signal } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import { archive } from '../../../../entrypoints/pages/archive.ts'
import { liveRows } from '../../../../entrypoints/pages/live-rows.ts'
import { ArchiveError } from '../../../../lib/archive/port.ts'
import { aContact, aMessage } from './archive-with.ts'

describe('liveRows', () => {
  it('reads at first, after every commit, and when an input changes', async () => {
    const wanted = signal('1')
    const live = liveRows(
      () => wanted.value,
      async (open, account) => (await open.contacts(account)).map(({ id }) => id),
    )
    expect(live.rows.value).toBeNull()
    await vi.waitFor(() => expect(live.rows.value).toEqual([]))

    await (await archive()).commit({ contacts: [aContact('c1')], messages: [aMessage('m1', 'c1')] })
    await vi.waitFor(() => expect(live.rows.value).toEqual(['c1']))
    wanted.value = '2'
    await vi.waitFor(() => expect(live.rows.value).toEqual([]))
    live.stop()
  })

  it('says why it cannot read, and recovers with the next commit', async () => {
    let works = false
    const live = liveRows(
      () => null,
      async () => {
        if (!works) throw new ArchiveError('full', 'no room')
        return ['row']
      },
    )
    await vi.waitFor(() => expect(live.rows.value).toBe('full'))
    works = true
    await (await archive()).commit({ contacts: [aContact('c2')] })
    await vi.waitFor(() => expect(live.rows.value).toEqual(['row']))
    live.stop()
  })

  it('tries again when it is told to', async () => {
    let works = false
    const live = liveRows(
      () => null,
      async () => {
        if (!works) throw new ArchiveError('blocked', 'another window')
        return ['row']
      },
    )
    await vi.waitFor(() => expect(live.rows.value).toBe('blocked'))
    works = true
    live.retry()
    expect(live.rows.value).toBeNull()
    await vi.waitFor(() => expect(live.rows.value).toEqual(['row']))
    live.stop()
  })

  it('tries again when the user comes back to the window, and not once it was stopped', async () => {
    const page = new EventTarget()
    vi.stubGlobal('window', page)
    const read = vi.fn(async (): Promise<string[]> => {
      throw new ArchiveError('blocked', 'another window')
    })
    const live = liveRows(() => null, read)
    const stopped = liveRows(() => null, read)
    await vi.waitFor(() => expect([live.rows.value, stopped.rows.value]).toEqual(['blocked', 'blocked']))
    stopped.stop()
    read.mockResolvedValue(['row'])
    page.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(live.rows.value).toEqual(['row']))
    expect(stopped.rows.value).toBe('blocked')
    live.stop()
    vi.unstubAllGlobals()
  })

  it('reads no more after it was stopped', async () => {
    const read = vi.fn<() => Promise<string[]>>(async () => ['row'])
    const live = liveRows(() => null, read)
    await vi.waitFor(() => expect(live.rows.value).toEqual(['row']))
    live.stop()
    const times = read.mock.calls.length
    const heard = Promise.withResolvers<void>()
    const open = await archive()
    const stopListening = open.changes(() => heard.resolve())
    await open.commit({ contacts: [aContact('c3')] })
    await heard.promise
    stopListening()
    expect(read.mock.calls.length).toBe(times)
  })
})
