import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BODY_STORES } from '../../../lib/archive/blocks/block.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, ArchiveChange } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { STORES } from '../../../lib/archive/schema.ts'
import { keysOf, sealAll, SMALL } from './model.ts'
import { rowsIn } from './rows.ts'
import {
  alias,
  apart,
  avatar,
  contact,
  decision,
  entry,
  freshName,
  message,
  NOON,
  oddment,
  outboxRow,
  scannedKeys,
} from './samples.ts'

const LONG_AGO = Date.UTC(2020, 0)
let archive: Archive
let name: string
beforeEach(async () => {
  name = freshName()
  archive = await openArchive(name, SMALL)
})
afterEach(() => archive.close())

function old(count: number, change: Partial<Message> = {}): Message[] {
  return Array.from({ length: count }, (_, n) =>
    message(`in/${change.account ?? '10001'}/login-1/${change.conversation ?? 'anna'}-${String(n).padStart(3, '0')}`, {
      sentAt: NOON + n * 1_000,
      receivedAt: LONG_AGO,
      raw: { n },
      ...change,
    }),
  )
}

describe('forget', () => {
  it('deletes what is older, sealed or not, and what was decided about it', async () => {
    const messages = old(12)
    await archive.commit({ messages, decisions: messages.map(({ key }) => decision(key)) })
    await archive.seal()
    await archive.seal()
    // Two blocks of four and four hot ones: one block goes, one is cut.
    expect(await archive.forget('anna', NOON + 6_000)).toBe(6)
    const left = messages.slice(6)
    expect((await scannedKeys(archive, { conversation: 'anna' })).flat()).toEqual(keysOf(left))
    expect(await archive.conversations()).toMatchObject([{ count: 6, lastText: messages[11]!.text }])
    expect([...(await archive.decisionsAbout(keysOf(messages))).keys()].sort()).toEqual(keysOf(left))
    expect(await archive.message(left[0]!.key)).toEqual(left[0])
    expect(await archive.known(keysOf(messages))).toEqual(new Set(keysOf(left)))
    expect(await archive.forget('anna', NOON + 6_000)).toBe(0)
  })

  it('keeps what was sent at that very moment, be it the last of its block', async () => {
    const messages = old(8)
    await archive.commit({ messages })
    await sealAll(archive)
    for (const nth of [3, 4, 7]) {
      expect(await archive.forget('anna', messages[nth]!.sentAt)).toBeGreaterThan(0)
      expect((await scannedKeys(archive, { conversation: 'anna' })).flat()).toEqual(keysOf(messages.slice(nth)))
    }
  })

  it('of a whole conversation, with what was merged into it, leaves no trace of its texts', async () => {
    await archive.commit({
      messages: [...old(9), ...old(5, { conversation: 'anna-2' }), ...old(3, { conversation: 'ben' })],
      aliases: [alias('anna-2', 'anna')],
    })
    await sealAll(archive)
    const news: ArchiveChange[] = []
    archive.changes((change) => news.push(change))
    expect(await archive.forget('anna-2')).toBe(14)
    expect(await archive.conversations()).toMatchObject([{ id: 'ben', count: 3 }])
    expect(news).toMatchObject([{ conversations: expect.arrayContaining(['anna', 'anna-2']) }])
    for (const store of ['blocks', ...BODY_STORES]) expect(await rowsIn(name, store)).toHaveLength(1)
  })

  it('deletes what was answered, and deliveries that repeat a message, but nothing that is on its way', async () => {
    const messages = old(8)
    const long = NOON - 9 * 3_600_000
    const ended = { stateAt: long, createdAt: long, state: 'sent' } as const
    await archive.commit({
      messages: [...messages, message('out/sent', { direction: 'out', outboxId: 'sent', sentAt: NOON + 1 })],
      oddments: [
        oddment('echo', { kind: 'echo', repeats: 'out/sent' }),
        oddment('twice', { kind: 'duplicate', repeats: messages[1]!.key }),
        oddment('later', { kind: 'duplicate', repeats: messages[7]!.key }),
        oddment('unknown'),
      ],
      outbox: [
        outboxRow('sent', ended),
        outboxRow('dropped', { ...ended, state: 'dropped' }),
        outboxRow('pending', { stateAt: long, createdAt: long }),
        outboxRow('young', { ...ended, stateAt: NOON + 5_000 }),
        outboxRow('ben', { ...ended, conversation: 'ben' }),
      ],
    })
    await archive.seal()
    expect(await archive.forget('anna', NOON + 6_000)).toBe(7)
    expect((await rowsIn(name, 'outbox')).map(({ id }) => id)).toEqual(['ben', 'pending', 'young'])
    expect((await archive.oddments('10001')).map(({ id }) => id).toSorted()).toEqual(['later', 'unknown'])
    await archive.forget('anna')
    expect((await rowsIn(name, 'outbox')).map(({ id }) => id)).toEqual(['ben', 'pending'])
    expect((await archive.oddments('10001')).map(({ id }) => id)).toEqual(['unknown'])
  })

  it('keeps the rest of an imported block with its import', async () => {
    const writer = await archive.beginImport('i-1')
    await writer.add(old(4, { account: '0' }).map((one) => ({ ...one, key: `import/i-1/${one.key}` })))
    const file = { fileName: '', format: '', size: 0, added: 4, duplicates: 0 }
    await writer.publish({
      record: { id: 'i-1', account: '0', at: 1, ...file, conversations: [], contacts: [] },
      contacts: [],
    })
    expect(await archive.forget('anna', NOON + 1_000)).toBe(1)
    expect(await archive.count({ conversation: 'anna' })).toBe(3)
    await archive.undoImport('i-1')
    expect(await archive.conversations()).toEqual([])
  })
})

describe('wipe', () => {
  async function fill(account: string): Promise<void> {
    const own = { account, conversation: `c-${account}` }
    const handle = { account, epoch: 'login-1', kind: 'person', number: 1 } as const
    const ids = [`c-${account}`, `d-${account}`] as const
    await archive.journal(entry({ account }))
    // Of a conversation that was forgotten before, somebody was heard.
    await archive.commit({ messages: old(1, { account, conversation: ids[1], author: ids[1] }) })
    await archive.forget(ids[1])
    await archive.commit({
      messages: old(6, { ...own, author: ids[0] }),
      oddments: [oddment(`odd-${account}`, { account })],
      decisions: [decision(`in/${account}`, own)],
      contacts: ids.map((id) => contact(id, { account })),
      handles: [{ handle, contact: ids[0], evidence: 'none', at: NOON }],
      aliases: [alias(ids[1], ids[0])],
      aparts: [apart(ids[0], ids[1], account)],
      avatars: [avatar(ids[0])],
      ruleState: { account, state: 1 },
      ruleSet: { account, revision: 'r', at: NOON, ruleSet: 1 },
      ruleSnapshot: { account, at: NOON, state: 1 },
      outbox: [outboxRow(`out-${account}`, { target: handle })],
      watches: [{ id: `w-${account}`, account, by: 'page', from: 1, to: 2, ended: 'offline' }],
    })
    await archive.seal()
    const writer = await archive.beginImport(`i-${account}`)
    await writer.add([message(`import/i-${account}/1`, own)])
    const file = { fileName: '', format: '', size: 0, added: 1, duplicates: 0 }
    await writer.publish({
      record: { id: `i-${account}`, account, at: 1, ...file, conversations: [], contacts: [] },
      contacts: [],
    })
  }

  async function rowCounts(): Promise<Record<string, number>> {
    const counts = await Promise.all(STORES.map(async (store) => [store, (await rowsIn(name, store)).length] as const))
    return Object.fromEntries(counts.filter(([store, count]) => store !== 'marks' && count > 0))
  }

  it('of an account deletes everything of it, and nothing of another one', async () => {
    await fill('10001')
    const one = await rowCounts()
    await fill('20002')
    await archive.wipe('20002')
    expect(await rowCounts()).toEqual(one)
    expect(Object.keys(one)).toEqual(STORES.filter((store) => store !== 'marks' && store !== 'staged'))
    expect(await archive.accounts()).toEqual(['10001'])
    expect(await archive.count({ conversation: 'c-10001' })).toBe(7)
  })

  it('of everything leaves nothing, and other contexts see it', async () => {
    const other = await openArchive(name, SMALL)
    await fill('10001')
    expect(await other.count({ conversation: 'c-10001' })).toBe(7)
    await archive.wipe()
    expect(await rowCounts()).toEqual({})
    expect(await other.count({ conversation: 'c-10001' })).toBe(0)
    expect(await other.latest('c-10001', 5)).toEqual([])
    other.close()
  })
})
