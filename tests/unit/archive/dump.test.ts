import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BODY_STORES } from '../../../lib/archive/blocks/block.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import { ArchiveReplaced } from '../../../lib/archive/port.ts'
import type { Archive, DumpPage } from '../../../lib/archive/port.ts'
import { STORES } from '../../../lib/archive/schema.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { keysOf, sealAll, SMALL } from './model.ts'
import { rowsIn, spoil } from './rows.ts'
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

  it('holds together though messages come in while it is made', async () => {
    await source.commit({ messages: old(3), contacts: [contact('anna')] })
    const pages: DumpPage[] = []
    for await (const page of source.dump()) {
      pages.push(page)
      if (page.store === 'messages')
        await source.commit({
          messages: [message('in/late', { sentAt: NOON + 9_000, text: '后来' })],
          contacts: [contact('ben')],
        })
    }
    await restore(pages)
    expect(await target.conversations()).toMatchObject([{ count: 3, lastAt: NOON + 2_000, lastText: old(3)[2]!.text }])
    expect(await target.count({ conversation: 'anna' })).toBe(3)
  })

  it('has the contact and the conversation of every message in it, whenever that came', async () => {
    await source.commit({ messages: old(1), contacts: [contact('anna')] })
    const pages: DumpPage[] = []
    let came = 0
    for await (const page of source.dump()) {
      pages.push(page)
      const who = `new-${(came += 1)}`
      await source.commit({
        messages: [message(`in/${who}`, { conversation: who, author: who })],
        contacts: [contact(who)],
      })
    }
    await restore(pages)
    const contacts = new Set((await target.contacts('10001')).map(({ id }) => id))
    const conversations = new Set((await target.conversations()).map(({ id }) => id))
    const rows = await rowsIn(name, 'messages')
    expect(rows.length).toBeGreaterThan(0)
    for (const { conversation } of rows) {
      expect(contacts).toContain(conversation)
      expect(conversations).toContain(conversation)
    }
    expect(conversations.size).toBe(new Set(rows.map((row) => row.conversation)).size)
  })

  it('counts conversations whose summary it lacks', async () => {
    await source.commit({ messages: [...old(3), ...old(2, 'ben')] })
    const pages = await dumped(source)
    await restore(pages.filter(({ store }) => store !== 'conversations'))
    expect(await target.conversations()).toMatchObject([
      { id: 'anna', count: 3, lastText: old(3)[2]!.text },
      { id: 'ben', count: 2 },
    ])
  })

  it.each(BODY_STORES)(
    'of an archive that has lost a row of %s can be put back, with everything else',
    async (store) => {
      const lossy = freshName()
      const broken = await openArchive(lossy, SMALL)
      const young = old(3, 'ben').map((one) => ({ ...one, receivedAt: Date.now() }))
      await broken.commit({ messages: [...old(8), ...young] })
      await sealAll(broken)
      await spoil(lossy, store, () => null)
      await restore(await dumped(broken))
      broken.close()
      const isText = store === 'blockTexts' || store === 'blockRests'
      expect(await target.count({ conversation: 'ben' })).toBe(3)
      expect((await scannedKeys(target, { conversation: 'anna' })).flat()).toHaveLength(isText ? 4 : 8)
      expect(await target.damage()).toHaveLength(isText ? 1 : 0)
      const found = []
      for await (const page of target.candidates({ grams: ['te'] })) found.push(...page.messages)
      expect(found).toHaveLength(isText ? 7 : 11)
    },
  )

  it('tells how far it is, in bytes that only grow and come to its total', async () => {
    await fillSource()
    await source.commit({ messages: old(9, 'ben'), contacts: [contact('ben')] })
    await sealAll(source)
    const pages = await dumped(source, 2)
    const far = pages.map(({ done, total }) => done / total)
    expect(far).toEqual(far.toSorted((a, b) => a - b))
    expect(far.at(-1)).toBe(1)
    expect(new Set(pages.map(({ total }) => total)).size).toBe(1)
    // What comes meanwhile is more than there was to give out.
    const counted: DumpPage[] = []
    for await (const page of source.dump(1)) {
      if (counted.push(page) === 1) await source.commit({ messages: old(12, 'cleo'), contacts: [contact('cleo')] })
    }
    expect(counted.every(({ done, total }) => done <= total)).toBe(true)
    expect(counted.at(-1)?.total).toBeGreaterThan(counted[0]!.total)
  })

  it('is waited for by whoever deletes, who is told so', async () => {
    await fillSource()
    const first = source.dump()[Symbol.asyncIterator]()
    const second = source.dump()[Symbol.asyncIterator]()
    await Promise.all([first.next(), second.next()])
    const told: unknown[] = []
    const waiting = { onWait: (what: unknown) => told.push(what) }
    const gone = source.forget('anna', undefined, waiting)
    await vi.waitFor(() => expect(told).toEqual(['dump']))
    await first.return?.()
    expect(await source.count({ conversation: 'anna' })).toBeGreaterThan(0)
    await second.return?.()
    expect(await gone).toBeGreaterThan(0)
    await source.wipe(undefined, waiting)
    expect(told).toEqual(['dump', null])
  })

  it('that nobody reads to its end lets others go on', async () => {
    await source.commit({ messages: old(9) })
    for await (const page of source.dump(1)) if (page.store === 'messages') break
    expect(await source.seal()).toBe(true)
  })
})

describe('a restore', () => {
  it('keeps what was received and not read yet, beside what waited in the backup', async () => {
    await source.journal(entry({ items: ['theirs'] }))
    const mine = await target.journal(entry({ items: ['ours'] }))
    await restore(await dumped(source))
    expect((await target.unsettled()).map(({ items }) => items)).toEqual([['ours'], ['theirs']])
    // Somebody was just reading ours: what is settled then is not another one of the same number.
    await target.commit({ settled: [mine.id] })
    expect(await target.unsettled()).toMatchObject([{ items: ['theirs'] }])
  })

  it('of an archive that was changed more often is read once, also by who reads on while blocks are added', async () => {
    await source.commit({ messages: old(24) })
    await sealAll(source)
    await target.latest('anna', 1)
    await restore(await dumped(source))
    expect(await target.count({ conversation: 'anna' })).toBe(24)
    await target.commit({ messages: old(8, 'ben') })
    await sealAll(target)
    expect(await target.count({ conversation: 'anna' })).toBe(24)
    expect(await target.count({ conversation: 'ben' })).toBe(8)
  })

  it('refuses once what others write out of what they read before', async () => {
    const background = await openArchive(name, SMALL)
    await background.commit({ messages: old(2), contacts: [contact('anna')] })
    await restore(await dumped(source))
    const late = { messages: [message('in/late')], settled: [1] }
    const journalled = await background.journal(entry())
    await expect(background.commit(late)).rejects.toBeInstanceOf(ArchiveReplaced)
    expect(await target.conversations()).toEqual([])
    expect(await target.unsettled()).toEqual([journalled])
    await background.commit(late)
    expect(await target.known(['in/late'])).toEqual(new Set(['in/late']))
    await target.wipe('10001')
    await expect(background.commit({ contacts: [contact('anna')] })).rejects.toBeInstanceOf(ArchiveReplaced)
    await target.commit({ contacts: [contact('ben')] })
    expect(await target.contacts('10001')).toHaveLength(1)
    background.close()
  })

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
