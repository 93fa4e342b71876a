import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { NothingToExportError, runExport } from '../../../../entrypoints/workbench/export-run.ts'
import type { Batch } from '../../../../lib/archive/port.ts'
import { aContact, aMessage, archiveWith } from '../pages/archive-with.ts'

const batch: Batch = {
  contacts: [aContact('c1', { remark: '强哥' }), aContact('c2'), aContact('other', { account: '2' })],
  messages: [
    aMessage('m1', 'c1', { sentAt: 1_000 }),
    aMessage('m2', 'c1', { sentAt: 2_000 }),
    aMessage('m3', 'c2', { sentAt: 3_000 }),
    aMessage('m4', 'other', { account: '2', sentAt: 500 }),
  ],
  oddments: [
    { id: 'o1', account: '1', epoch: 'e', at: 1, kind: 'unreadable', wireKind: null, repeats: null, raw: {} },
    { id: 'o2', account: '2', epoch: 'e', at: 1, kind: 'echo', wireKind: null, repeats: 'm4', raw: {} },
  ],
}
const ownNick = () => '小明'
const nothing = () => {}
const live = () => new AbortController().signal

interface File {
  account: unknown
  conversations: { id: string; count: number }[]
}
const read = async (file: Blob | undefined) => JSON.parse((await file?.text()) ?? 'null') as File

beforeEach(() => {
  vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ manifest_version: 3, name: '', version: '1.2.3' })
})

describe('runExport', () => {
  it('writes one conversation, named after it', async () => {
    const archive = await archiveWith(batch)
    const exported = await runExport(archive, { conversation: 'c1' }, ownNick, live(), nothing)
    expect((await read(exported?.file)).conversations).toMatchObject([{ id: 'c1', count: 2 }])
    expect(exported?.name).toMatch(/^SmartQQ-强哥-\d{4}-\d\d-\d\d\.json$/u)
    expect(exported?.summary).toMatchObject({ outcome: 'written', messages: 2, conversations: 1 })
    expect(exported?.completeness).toMatchObject({ unreadable: 1, echoes: 0 })
  })

  it('writes all of one account, and nothing of another', async () => {
    const archive = await archiveWith(batch)
    const mine = await runExport(archive, { conversation: 'all', account: '1' }, ownNick, live(), nothing)
    const file = await read(mine?.file)
    expect(file.account).toEqual({ number: '1', nick: '小明' })
    expect(file.conversations.map(({ id }) => id).sort()).toEqual(['c1', 'c2'])

    const newest = await runExport(archive, { conversation: 'all', account: null }, ownNick, live(), nothing)
    expect((await read(newest?.file)).account).toMatchObject({ number: '1' })
  })

  it('exports a merged conversation under the id that stands for it now', async () => {
    const archive = await archiveWith(batch)
    await archive.commit({ aliases: [{ from: 'c2', to: 'c1', why: 'user', at: 0 }] })
    const exported = await runExport(archive, { conversation: 'c2' }, ownNick, live(), nothing)
    expect((await read(exported?.file)).conversations).toMatchObject([{ id: 'c1', count: 3 }])
  })

  it('tells how far it is', async () => {
    const seen: number[] = []
    const wish = { conversation: 'all', account: '1' } as const
    await runExport(await archiveWith(batch), wish, ownNick, live(), ({ done, total }) => {
      expect(total).toBe(3)
      seen.push(done)
    })
    expect(seen.at(-1)).toBe(3)
  })

  it('leaves no file when it is aborted', async () => {
    const stop = new AbortController()
    const exported = await runExport(await archiveWith(batch), { conversation: 'c1' }, ownNick, stop.signal, () =>
      stop.abort(),
    )
    expect(exported).toBeNull()
  })

  it.each([{ conversation: 'gone' }, { conversation: 'all', account: '404' } as const])(
    'says that there is nothing to export for %o',
    async (wish) => {
      const archive = await archiveWith(batch)
      await expect(runExport(archive, wish, ownNick, live(), nothing)).rejects.toThrow(NothingToExportError)
    },
  )
})
