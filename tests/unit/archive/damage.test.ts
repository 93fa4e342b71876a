import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { all, keysOf, sealAll, SMALL } from './model.ts'
import { rowsIn, spoil } from './rows.ts'
import type { StoredRow } from './rows.ts'
import { alias, freshName, message, NOON, scannedKeys } from './samples.ts'

let archive: Archive
let name: string
beforeEach(async () => {
  name = freshName()
  archive = await openArchive(name, SMALL)
})
afterEach(() => archive.close())

function old(count: number, conversation = 'anna'): Message[] {
  return Array.from({ length: count }, (_, n) =>
    message(`in/10001/login-1/${conversation}-${String(n).padStart(3, '0')}`, {
      conversation,
      sentAt: NOON + n * 1_000,
      receivedAt: NOON - 1e11,
      raw: { n },
    }),
  )
}

/** Keys of the messages that are in the block whose part comes first in its store. */
async function keysOfFirst(): Promise<string[]> {
  const [first] = (await rowsIn(name, 'blocks')).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1))
  return keysOf(old(12).filter(({ sentAt }) => sentAt >= Number(first?.firstAt) && sentAt <= Number(first?.lastAt)))
}

const spoiled: [string, string, (row: StoredRow) => object | null][] = [
  ['whose texts are cut off', 'blockTexts', (row) => ({ ...row, body: String(row.body).slice(0, -9) })],
  [
    'whose rest is another one',
    'blockRests',
    (row) => ({ ...row, body: String(row.body).replace('"first":1', '"first":2') }),
  ],
  ['that has lost a part', 'blockRests', () => null],
]

describe('a damaged block', () => {
  it.each(spoiled)('%s is left out and told, and everything else is read', async (_what, store, change) => {
    await archive.commit({ messages: old(12) })
    await sealAll(archive)
    const lost = await keysOfFirst()
    await spoil(name, store, change)
    const fresh = await openArchive(name, SMALL)
    const left = keysOf(old(12)).filter((key) => !lost.includes(key))
    expect((await scannedKeys(fresh, { conversation: 'anna' }, 5)).flat()).toEqual(left)
    expect(keysOf(await all(fresh.timeline({ account: '10001' })))).toEqual(left)
    expect(keysOf(await fresh.latest('anna', 99))).toEqual(left)
    expect(await fresh.count({ conversation: 'anna' })).toBe(left.length)
    await vi.waitUntil(async () => (await fresh.damage()).length > 0)
    expect(await fresh.damage()).toEqual([
      { conversation: 'anna', from: expect.any(Number), to: expect.any(Number), messages: 4 },
    ])
    // It stays where it is, and new messages still come in.
    expect(await rowsIn(name, 'blocks')).toHaveLength(3)
    await fresh.commit({ messages: [message('in/10001/login-1/new', { sentAt: NOON + 99_000 })] })
    expect((await fresh.latest('anna', 1))[0]?.key).toBe('in/10001/login-1/new')
    fresh.close()
  })

  it('is told no more when it is read again, as after an engine that failed for a moment', async () => {
    await archive.commit({ messages: old(4) })
    await archive.seal()
    const kept = await rowsIn(name, 'blockTexts')
    await spoil(name, 'blockTexts', (row) => ({ ...row, body: '[' }))
    const fresh = await openArchive(name, SMALL)
    expect(await fresh.latest('anna', 9)).toEqual([])
    expect(await fresh.damage()).toHaveLength(1)
    await spoil(name, 'blockTexts', () => kept[0]!)
    expect(await fresh.damage()).toEqual([])
    expect(keysOf(await fresh.latest('anna', 9))).toEqual(keysOf(old(4)))
    fresh.close()
  })

  it('whose raw items are broken still gives its messages', async () => {
    await archive.commit({ messages: old(4) })
    await archive.seal()
    await spoil(name, 'blockRaws', (row) => ({ ...row, body: new Uint8Array([1, 2, 3]) }))
    const [first] = old(4)
    expect(await archive.message(first!.key)).toEqual({ ...first, raw: null })
    expect(await archive.count({ conversation: 'anna' })).toBe(4)
    expect(await archive.damage()).toHaveLength(1)
  })

  it.each(['blockRaws', 'blockSearch', 'blockKeys'])(
    'that has lost its %s is read and found all the same',
    async (store) => {
      await archive.commit({ messages: old(4) })
      await archive.seal()
      await spoil(name, store, () => null)
      const fresh = await openArchive(name, SMALL)
      const isKeys = store === 'blockKeys'
      expect(await fresh.message(old(4)[1]!.key)).toEqual(
        isKeys ? undefined : { ...old(4)[1], ...(store === 'blockRaws' ? { raw: null } : {}) },
      )
      const found = []
      for await (const page of fresh.candidates({ grams: ['te'] })) found.push(...page.messages)
      expect(keysOf(found).toSorted()).toEqual(keysOf(old(4)))
      expect(keysOf(await fresh.latest('anna', 9))).toEqual(keysOf(old(4)))
      fresh.close()
    },
  )

  it('has no message by its key, and says so instead of failing', async () => {
    await archive.commit({ messages: old(4) })
    await archive.seal()
    await spoil(name, 'blockTexts', () => null)
    const fresh = await openArchive(name, SMALL)
    for (let times = 0; times < 2; times++) expect(await fresh.message(old(4)[1]!.key)).toBeUndefined()
    expect([...(await fresh.known([old(4)[1]!.key]))]).toEqual([old(4)[1]!.key])
    fresh.close()
  })

  it('can be forgotten, and then is no damage any more', async () => {
    await archive.commit({ messages: old(4) })
    await archive.seal()
    await spoil(name, 'blockTexts', () => null)
    const fresh = await openArchive(name, SMALL)
    expect(await fresh.latest('anna', 9)).toEqual([])
    expect(await fresh.forget('anna')).toBe(4)
    expect(await fresh.damage()).toEqual([])
    expect(await fresh.conversations()).toEqual([])
    fresh.close()
  })
})

describe('sizes', () => {
  it('are told by conversation, merged ones together, the biggest first', async () => {
    await archive.commit({
      messages: [...old(12), ...old(3, 'ben'), ...old(2, 'anna-2')],
      aliases: [alias('anna-2', 'anna')],
    })
    const hot = await archive.sizes()
    await sealAll(archive)
    const sealed = await archive.sizes()
    expect(hot).toMatchObject([
      { conversation: 'anna', account: '10001', messages: 14, firstAt: NOON, lastAt: NOON + 11_000 },
      { conversation: 'ben', messages: 3, firstAt: NOON, lastAt: NOON + 2_000 },
    ])
    expect(sealed.map(({ bytes: _bytes, ...rest }) => rest)).toEqual(hot.map(({ bytes: _bytes, ...rest }) => rest))
    expect(sealed[0]!.bytes).toBeLessThan(hot[0]!.bytes)
    expect(sealed[0]!.bytes).toBeGreaterThan(0)
  })
})

describe('watches', () => {
  it('are kept by account, oldest first, and move on', async () => {
    const watch = { id: 'w', account: '10001', by: 'background', from: NOON, to: NOON, ended: null } as const
    await archive.commit({ watches: [watch, { ...watch, id: 'before', from: NOON - 9 }] })
    await archive.commit({
      watches: [
        { ...watch, to: NOON + 60_000, ended: 'offline' },
        { ...watch, id: 'else', account: '2' },
      ],
    })
    expect(await archive.watches('10001')).toEqual([
      { ...watch, id: 'before', from: NOON - 9 },
      { ...watch, to: NOON + 60_000, ended: 'offline' },
    ])
  })
})
