import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hashKey } from '../../../lib/archive/blocks/keys.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, Candidates } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { all, keysOf, sealAll, SMALL } from './model.ts'
import { rowsIn } from './rows.ts'
import { freshName, message, NOON, scannedKeys } from './samples.ts'

const LONG_AGO = Date.UTC(2020, 0)
let archive: Archive
let name: string
beforeEach(async () => {
  name = freshName()
  archive = await openArchive(name, SMALL)
})
afterEach(() => archive.close())

/** Messages that came long ago, one a second. */
function old(count: number, change: Partial<Message> = {}): Message[] {
  return Array.from({ length: count }, (_, n) =>
    message(`in/10001/login-1/${String(n).padStart(3, '0')}`, {
      sentAt: NOON + n * 1_000,
      receivedAt: LONG_AGO,
      raw: { n },
      ...change,
    }),
  )
}

describe('seal', () => {
  it('moves old messages into blocks, each once, and says when nothing is left to do', async () => {
    const messages = old(11)
    await archive.commit({ messages })
    expect(await sealAll(archive)).toBe(3)
    expect(await rowsIn(name, 'messages')).toEqual([])
    const counts = (await rowsIn(name, 'blocks')).map(({ count }) => Number(count))
    expect(counts.sort((a, b) => a - b)).toEqual([3, 4, 4])
    expect((await scannedKeys(archive, { conversation: 'anna' })).flat()).toEqual(keysOf(messages))
    expect(await archive.conversations()).toMatchObject([{ count: 11, lastText: messages[10]!.text }])
  })

  it('leaves what came lately among the newest of its conversation, and what is not worth a block', async () => {
    const recent = old(8, { receivedAt: Date.now() })
    await archive.commit({ messages: [...recent, ...old(1, { key: 'in/1', conversation: 'ben' } as Partial<Message>)] })
    await sealAll(archive)
    // Five are old enough; the fifth waits for another one, and the one of Ben as well.
    expect(await rowsIn(name, 'messages')).toHaveLength(5)
    expect(await rowsIn(name, 'blocks')).toHaveLength(1)
  })

  it('begins with the conversation that has the most', async () => {
    const many = old(6).map((one) => ({ ...one, key: `${one.key}-club`, conversation: 'club' }))
    await archive.commit({ messages: [...old(3), ...many] })
    await archive.seal()
    expect(await rowsIn(name, 'blocks')).toMatchObject([
      { conversation: 'club', count: 4, firstAt: NOON, lastAt: NOON + 3_000 },
    ])
  })

  it('keeps every message where it was when it dies at any point', async () => {
    const messages = old(4)
    await archive.commit({ messages })
    for (const refused of ['blockTexts', 'blocks', 'marks']) {
      const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
        if (this.name === refused) throw new DOMException('no more room', 'QuotaExceededError')
        return this.getKey(0) as IDBRequest<IDBValidKey>
      })
      await expect(archive.seal()).rejects.toMatchObject({ why: 'full' })
      put.mockRestore()
      expect(await rowsIn(name, 'messages')).toHaveLength(4)
      expect(await rowsIn(name, 'blocks')).toHaveLength(0)
    }
    expect(await archive.seal()).toBe(true)
    expect((await scannedKeys(archive, { conversation: 'anna' })).flat()).toEqual(keysOf(messages))
  })

  it('leaves messages where they are that a block would not give back as they were', async () => {
    const odd = old(4).map((one, nth) => ({ ...one, ...(nth === 2 ? { raw: { at: new Date(NOON) } } : {}) }))
    const more = old(4).map((one) => ({ ...one, key: `${one.key}-b`, conversation: 'ben', futureField: 1 }))
    const fine = old(3).map((one) => ({ ...one, key: `${one.key}-c`, conversation: 'chris' }))
    await archive.commit({ messages: [...odd, ...more, ...fine] })
    expect(await sealAll(archive)).toBe(1)
    expect(await rowsIn(name, 'blocks')).toMatchObject([{ conversation: 'chris', count: 3 }])
    expect(await archive.message(odd[2]!.key)).toEqual(odd[2])
    expect(await archive.message(more[2]!.key)).toEqual(more[2])
  })

  it('is done once when two contexts do it at the same time', async () => {
    const other = await openArchive(name, SMALL)
    await archive.commit({ messages: old(4) })
    await Promise.all([archive.seal(), other.seal()])
    expect(await rowsIn(name, 'blocks')).toHaveLength(1)
    expect(await other.count({ conversation: 'anna' })).toBe(4)
    other.close()
  })
})

describe('a sealed message', () => {
  it('is known, read whole by its key, and not added again', async () => {
    const messages = [
      ...old(4),
      message('out/5', { direction: 'out', sentAt: NOON + 9_000, receivedAt: LONG_AGO, raw: null }),
    ]
    await archive.commit({ messages })
    await sealAll(archive)
    await archive.commit({ messages: [message('in/10001/login-1/now', { receivedAt: Date.now() })] })
    const keys = [
      ...keysOf(messages),
      'in/10001/login-1/now',
      'in/10001/login-1/never',
      'out/never',
      'in/10001/login-2/000',
    ]
    expect(await archive.known(keys)).toEqual(new Set(keys.slice(0, 6)))
    for (const one of messages) expect(await archive.message(one.key)).toEqual(one)
    expect(await archive.message('in/10001/login-1/never')).toBeUndefined()
    // With other words and another time: the delivery is the same.
    await archive.commit({ messages: messages.map((one) => ({ ...one, text: 'again', order: 7 })) })
    expect(await archive.count({ conversation: 'anna' })).toBe(6)
    expect(await archive.conversations()).toMatchObject([{ count: 6 }])
  })

  it('costs the live path one look at an index when nothing of its login is sealed', async () => {
    await archive.commit({ messages: old(8) })
    await sealAll(archive)
    const asked = vi.spyOn(IDBObjectStore.prototype, 'get')
    await archive.commit({
      messages: [
        message('in/10001/login-2/1', { sentAt: NOON + 60_000 }),
        message('out/1', { sentAt: NOON + 3 * 86_400_000 }),
      ],
    })
    expect(
      asked.mock.contexts.map((store) => (store as IDBObjectStore).name).filter((store) => store.startsWith('block')),
    ).toEqual([])
  })

  it('is not taken for another one whose key has the same hash', async () => {
    const [one, other] = ['in/10001/login-1/1hl77yr-483012', 'in/10001/login-1/1dk4pgw-684400'] as const
    expect(hashKey(one)).toBe(hashKey(other))
    await archive.commit({ messages: [...old(3), message(one, { receivedAt: LONG_AGO })] })
    await sealAll(archive)
    expect(await archive.known([other])).toEqual(new Set())
    await archive.commit({ messages: [message(other)] })
    expect(await archive.known([one, other])).toEqual(new Set([one, other]))
  })

  it('has no raw item in lists, which do not read it', async () => {
    await archive.commit({ messages: old(4) })
    await archive.seal()
    expect((await archive.latest('anna', 1))[0]).toMatchObject({ key: 'in/10001/login-1/003', raw: null })
  })

  it('is found where late messages lie between those of blocks', async () => {
    const even = old(20).filter((_, n) => n % 2 === 0)
    const odd = old(20).filter((_, n) => n % 2 === 1)
    await archive.commit({ messages: even })
    await sealAll(archive)
    await archive.commit({ messages: odd })
    await sealAll(archive)
    expect((await scannedKeys(archive, { conversation: 'anna' }, 3)).flat()).toEqual(keysOf(old(20)))
    const place = { sentAt: NOON + 10_000, order: -1, key: '' }
    expect(keysOf(await archive.slice('anna', place, 'older', 4))).toEqual(keysOf(old(20).slice(6, 10)))
    expect(keysOf(await archive.slice('anna', place, 'newer', 4))).toEqual(keysOf(old(20).slice(10, 14)))
  })
})

describe('messages that are moved while somebody reads', () => {
  it('come once in a scan, whenever they are sealed or imported beside', async () => {
    const messages = old(24)
    await archive.commit({ messages })
    const seen: string[] = []
    let page = 0
    for await (const rows of archive.scan({ conversation: 'anna' }, 5)) {
      seen.push(...keysOf(rows))
      page += 1
      if (page === 2) await sealAll(archive)
      else await archive.seal()
    }
    expect(seen).toEqual(keysOf(messages))
  })

  it('come once among candidates and in a timeline', async () => {
    const messages = old(700, { text: '你好' })
    const other = await openArchive(name)
    await other.commit({ messages })
    const found: string[] = []
    const downTo: number[] = []
    for await (const page of other.candidates({ account: '10001', grams: ['你好'] }) as AsyncIterable<Candidates>) {
      found.push(...keysOf(page.messages))
      downTo.push(page.downTo)
      await other.seal()
    }
    expect(found).toEqual(keysOf(messages).toReversed())
    expect(downTo).toEqual(downTo.toSorted((a, b) => b - a))
    expect(await rowsIn(name, 'blocks')).not.toEqual([])
    expect(keysOf(await all(other.timeline({ account: '10001' })))).toEqual(keysOf(messages))
    other.close()
  })

  it('are left out from where they are forgotten', async () => {
    await archive.commit({ messages: old(12) })
    await sealAll(archive)
    const seen: string[] = []
    for await (const rows of archive.scan({ conversation: 'anna' }, 4)) {
      seen.push(...keysOf(rows))
      if (seen.length === 4) await archive.forget('anna', NOON + 6_000)
    }
    expect(seen).toEqual([...keysOf(old(12).slice(0, 4)), ...keysOf(old(12).slice(6))])
  })
})
