import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, DumpPage } from '../../../lib/archive/port.ts'
import { STORES } from '../../../lib/archive/schema.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { keysOf, sealAll, SMALL } from './model.ts'
import { rowsIn } from './rows.ts'
import { contact, entry, freshName, message, NOON, oddment, scannedKeys } from './samples.ts'

let source: Archive
let target: Archive
let name: string
beforeEach(async () => {
  name = freshName()
  source = await openArchive(freshName(), SMALL)
  target = await openArchive(name, SMALL)
})
afterEach(() => {
  source.close()
  target.close()
})

function old(count: number, conversation = 'anna'): Message[] {
  return Array.from({ length: count }, (_, n) =>
    message(`in/10001/login-1/${conversation}-${n}`, {
      conversation,
      sentAt: NOON + n * 1_000,
      receivedAt: NOON - 1e11,
      raw: { n },
    }),
  )
}

async function fillSource(): Promise<void> {
  await source.journal(entry())
  await source.commit({ messages: old(9), contacts: [contact('anna')], oddments: [oddment('o')] })
  await sealAll(source)
  await source.commit({ messages: [message('in/hot', { sentAt: NOON + 60_000 })] })
}

async function dumped(archive: Archive, pageSize?: number): Promise<DumpPage[]> {
  const pages = []
  for await (const page of archive.dump(pageSize)) pages.push(page)
  return pages
}

async function restore(pages: readonly DumpPage[]): Promise<void> {
  const writer = await target.beginRestore(4)
  for (const page of pages) await writer.add(page)
  await writer.finish()
}

describe('a dump', () => {
  it('put back elsewhere is the same archive, in place of what was there', async () => {
    await fillSource()
    await target.commit({ messages: old(8, 'ben'), contacts: [contact('ben')] })
    await sealAll(target)
    await restore(await dumped(source, 2))
    expect(await target.conversations()).toEqual(await source.conversations())
    expect(await target.count({ conversation: 'ben' })).toBe(0)
    expect(await target.contacts('10001')).toEqual(await source.contacts('10001'))
    expect((await scannedKeys(target, { conversation: 'anna' })).flat()).toEqual([...keysOf(old(9)), 'in/hot'])
    expect(await target.message('in/10001/login-1/anna-2')).toEqual(old(9)[2])
    expect(await target.unsettled()).toEqual(await source.unsettled())
    expect(await target.damage()).toEqual([])
    // And once more: nothing of it depends on where it has been.
    const again = await dumped(target)
    await restore(again)
    expect(await target.count({ conversation: 'anna' })).toBe(10)
    expect(await rowsIn(name, 'staged')).toEqual([])
    expect(await rowsIn(name, 'marks')).toMatchObject([{ id: 'blocks' }])
    expect(String((await rowsIn(name, 'blockTexts'))[0]?.id).split('restore/')).toHaveLength(2)
  })

  it('names its version, and carries only rows of known stores', async () => {
    await fillSource()
    const pages = await dumped(source)
    expect(new Set(pages.map(({ version }) => version))).toEqual(new Set([4]))
    expect(pages.every(({ store, rows }) => STORES.some((known) => known === store) && rows.length > 0)).toBe(true)
  })

  it('has every message once, though somebody would seal or forget meanwhile', async () => {
    await source.commit({ messages: old(9) })
    const pages: DumpPage[] = []
    let forgotten: Promise<number> | undefined
    for await (const page of source.dump(3)) {
      pages.push(page)
      expect(await source.seal()).toBe(false)
      forgotten ??= source.forget('anna')
    }
    expect(await forgotten).toBe(9)
    await restore(pages)
    expect(await target.count({ conversation: 'anna' })).toBe(9)
  })

  it('counts what came while it was made', async () => {
    await source.commit({ messages: old(3) })
    const pages: DumpPage[] = []
    for await (const page of source.dump()) {
      pages.push(page)
      if (page.store === 'conversations')
        await source.commit({ messages: [message('in/late', { sentAt: NOON + 9_000 })] })
    }
    await restore(pages)
    expect(await target.conversations()).toMatchObject([{ count: 4 }])
    expect(await target.count({ conversation: 'anna' })).toBe(4)
  })

  it('that nobody reads to its end lets others go on', async () => {
    await source.commit({ messages: old(9) })
    for await (const page of source.dump(1)) if (page.store === 'messages') break
    expect(await source.seal()).toBe(true)
  })
})

describe('a restore', () => {
  it('changes nothing before it is finished, and nothing when it is given up', async () => {
    await fillSource()
    await target.commit({ messages: old(5, 'ben') })
    const writer = await target.beginRestore(4)
    for (const page of await dumped(source)) await writer.add(page)
    expect(await target.count({ conversation: 'ben' })).toBe(5)
    expect(await target.count({ conversation: 'anna' })).toBe(0)
    await expect(target.beginImport('i')).rejects.toMatchObject({ why: 'blocked' })
    await writer.abandon()
    expect(await target.count({ conversation: 'ben' })).toBe(5)
    for (const store of ['staged', 'marks', 'blockTexts']) expect(await rowsIn(name, store)).toEqual([])
  })

  it('that fails at its end leaves everything as it was', async () => {
    await fillSource()
    await target.commit({ messages: old(9, 'ben') })
    await sealAll(target)
    const before = await target.conversations()
    const writer = await target.beginRestore(4)
    for (const page of await dumped(source)) await writer.add(page)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no more room', 'QuotaExceededError')
    })
    await expect(writer.finish()).rejects.toMatchObject({ why: 'full' })
    put.mockRestore()
    expect(await target.conversations()).toEqual(before)
    expect((await scannedKeys(target, { conversation: 'ben' })).flat()).toEqual(keysOf(old(9, 'ben')))
    // There is room again: what has been added still counts.
    await writer.finish()
    expect(await target.count({ conversation: 'anna' })).toBe(10)
  })

  it('of a backup that was cut off is refused', async () => {
    await fillSource()
    await target.commit({ messages: old(5, 'ben') })
    const pages = await dumped(source)
    const writer = await target.beginRestore(4)
    for (const page of pages.filter(({ store }) => store !== 'blockRaws')) await writer.add(page)
    await expect(writer.finish()).rejects.toMatchObject({ why: 'failed' })
    await writer.abandon()
    expect(await target.count({ conversation: 'ben' })).toBe(5)
  })

  it('refuses other versions, unknown stores and broken rows', async () => {
    for (const version of [3, 5, 4.5, Number.NaN])
      await expect(target.beginRestore(version)).rejects.toMatchObject({ why: 'failed' })
    const writer = await target.beginRestore(4)
    for (const store of ['marks', 'staged', '__proto__', 'nothing'])
      await expect(writer.add({ store, rows: [{}] })).rejects.toMatchObject({ why: 'failed' })
    await expect(writer.add({ store: 'blockTexts', rows: [null] })).rejects.toMatchObject({ why: 'failed' })
    await writer.add({ store: 'contacts', rows: [{ noId: true }] })
    await expect(writer.finish()).rejects.toMatchObject({ why: 'failed' })
    await writer.abandon()
  })
})
