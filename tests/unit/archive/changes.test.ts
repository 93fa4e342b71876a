import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, ArchiveChange } from '../../../lib/archive/port.ts'
import { alias, apart, avatar, contact, decision, freshName, message, outboxRow } from './samples.ts'

const opened: Archive[] = []
async function open(name: string): Promise<Archive> {
  const archive = await openArchive(name)
  opened.push(archive)
  return archive
}
afterEach(() => opened.splice(0).forEach((archive) => archive.close()))

const nothing: ArchiveChange = { conversations: [], contacts: [], decisions: false, outbox: false }

describe('changes', () => {
  it('tells what a commit changed', async () => {
    const archive = await open(freshName())
    const heard: ArchiveChange[] = []
    archive.changes((change) => heard.push(change))
    await archive.commit({ messages: [message('m1')], contacts: [contact('anna')], decisions: [decision('m1')] })
    await archive.commit({ messages: [message('m1')], outbox: [outboxRow('o1')] })
    await archive.commit({ transitions: [{ id: 'o1', from: ['sent'], change: { state: 'dropped' } }] })
    expect(heard).toEqual([
      { ...nothing, conversations: ['anna'], contacts: ['anna'], decisions: true },
      { ...nothing, outbox: true },
      nothing,
    ])
  })

  it('names the canonical conversation of a message beside its own', async () => {
    const archive = await open(freshName())
    await archive.commit({ aliases: [alias('newest', 'new'), alias('new', 'old')] })
    const heard: ArchiveChange[] = []
    archive.changes((change) => heard.push(change))
    await archive.commit({ messages: [message('m1', { conversation: 'newest' })] })
    expect(heard).toEqual([{ ...nothing, conversations: ['newest', 'old'] }])
  })

  it('names both sides of a merge that is taken back', async () => {
    const archive = await open(freshName())
    await archive.commit({ aliases: [alias('new', 'old')] })
    const heard: ArchiveChange[] = []
    archive.changes((change) => heard.push(change))
    await archive.commit({ aliasesGone: ['new'] })
    expect(heard).toEqual([{ ...nothing, conversations: ['new', 'old'], contacts: ['new', 'old'] }])
  })

  it('names whoever is kept apart, or no longer, or has a new picture', async () => {
    const archive = await open(freshName())
    const heard: string[][] = []
    archive.changes(({ contacts }) => heard.push(contacts))
    await archive.commit({ aparts: [apart('a', 'b')] })
    await archive.commit({ apartsGone: [{ a: 'a', b: 'b' }] })
    await archive.commit({ avatars: [avatar('c')] })
    expect(heard).toEqual([['a', 'b'], ['a', 'b'], ['c']])
  })

  it('reaches another context, and not an archive of another name', async () => {
    const name = freshName()
    const [background, popup, stranger] = [await open(name), await open(name), await open(freshName())]
    const heard = vi.fn<(change: ArchiveChange) => void>()
    const overheard = vi.fn<(change: ArchiveChange) => void>()
    popup.changes(heard)
    stranger.changes(overheard)
    await background.commit({ messages: [message('m1')] })
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ ...nothing, conversations: ['anna'] }))
    expect(await popup.message('m1')).toEqual(message('m1'))
    expect(overheard).not.toHaveBeenCalled()
  })

  it('is silent to a listener that has stopped, and when the commit failed', async () => {
    const archive = await open(freshName())
    const stopped = vi.fn<() => void>()
    const listening = vi.fn<() => void>()
    archive.changes(stopped)()
    archive.changes(listening)
    await expect(archive.commit({ messages: [message('m1', { raw: () => 0 })] })).rejects.toThrow('commit failed')
    expect(listening).not.toHaveBeenCalled()
    await archive.commit({ messages: [message('m1')] })
    expect(listening).toHaveBeenCalledOnce()
    expect(stopped).not.toHaveBeenCalled()
  })

  it('does not let a broken listener fail the commit or the other listeners', async () => {
    vi.spyOn(console, 'info').mockReturnValue()
    const archive = await open(freshName())
    const second = vi.fn<() => void>()
    archive.changes(() => {
      throw new Error('broken view')
    })
    archive.changes(second)
    expect(await archive.commit({ messages: [message('m1')] })).toEqual({ applied: [] })
    expect(second).toHaveBeenCalledOnce()
  })
})
