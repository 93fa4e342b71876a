import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLibrary } from '../../../lib/archive/blocks/library.ts'
import type { Library } from '../../../lib/archive/blocks/library.ts'
import { openConnection } from '../../../lib/archive/connection.ts'
import { slabsOf } from '../../../lib/archive/crowd.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { keysOf, sealAll, SMALL } from './model.ts'
import { rowsIn } from './rows.ts'
import { alias, freshName, message, NOON, timelineKeys } from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

const account = '10001'

describe('timeline', () => {
  it('goes by time, then by order, over all conversations of the account and no other', async () => {
    await archive.commit({
      messages: [
        message('c', { conversation: 'bob', sentAt: NOON + 1, order: 0 }),
        message('b', { sentAt: NOON, order: 1 }),
        message('a', { conversation: 'club', sentAt: NOON, order: 0 }),
        message('d', { sentAt: NOON + 1, order: 1 }),
        message('elsewhere', { account: '100010', sentAt: NOON }),
      ],
    })
    expect(await timelineKeys(archive, { account })).toEqual([['a', 'b', 'c', 'd']])
    expect(await timelineKeys(archive, { account: '100010' })).toEqual([['elsewhere']])
    expect(await timelineKeys(archive, { account: '1000' })).toEqual([])
  })

  it('gives every message once in pages, also when all share one place in time', async () => {
    const keys = Array.from({ length: 7 }, (_, index) => `m${index}`)
    await archive.commit({ messages: keys.map((key) => message(key, { conversation: `chat-${key}` })) })
    expect(await timelineKeys(archive, { account }, 3)).toEqual([['m0', 'm1', 'm2'], ['m3', 'm4', 'm5'], ['m6']])
    expect(await timelineKeys(archive, { account }, 7)).toEqual([keys])
  })

  it('takes a half-open range of time', async () => {
    const times = [NOON - 1, NOON, NOON + 1, NOON + 2]
    await archive.commit({ messages: times.map((sentAt) => message(`${sentAt - NOON}`, { sentAt })) })
    for (const conversation of [undefined, 'anna']) {
      const within = (from?: number, to?: number) =>
        timelineKeys(archive, {
          account,
          ...(conversation ? { conversation } : {}),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        })
      expect(await within(NOON, NOON + 2)).toEqual([['0', '1']])
      expect(await within(NOON)).toEqual([['0', '1', '2']])
      expect(await within(undefined, NOON)).toEqual([['-1']])
      expect(await within(NOON, NOON)).toEqual([])
      expect(await within(NOON + 1, NOON)).toEqual([])
    }
  })

  it('of a conversation includes what was merged with it, in one order', async () => {
    await archive.commit({
      messages: [
        message('a', { sentAt: NOON }),
        message('b', { conversation: 'anna-2', sentAt: NOON + 1 }),
        message('c', { sentAt: NOON + 2 }),
        message('other', { conversation: 'bob' }),
      ],
      aliases: [alias('anna-2', 'anna')],
    })
    expect(await timelineKeys(archive, { account, conversation: 'anna' }, 2)).toEqual([['a', 'b'], ['c']])
  })

  it('lets messages arrive between two pages, and stops when the consumer does', async () => {
    await archive.commit({ messages: ['a', 'b', 'c'].map((key, order) => message(key, { order })) })
    const seen: string[] = []
    for await (const page of archive.timeline({ account }, 2)) {
      seen.push(...page.map(({ key }) => key))
      if (seen.length === 2) await archive.commit({ messages: [message('d', { order: 9 })] })
      if (seen.includes('c')) break
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('the timeline of very many conversations at once', () => {
  const CHATS = 12
  const EACH = 20
  const LONG_AGO = Date.UTC(2020, 0)
  /** In turns, so that every block reaches over nearly all the time there is; the last ones are not sealed. */
  const said = Array.from({ length: CHATS * EACH }, (_, n) =>
    message(`m${String(n).padStart(4, '0')}`, {
      conversation: `chat-${n % CHATS}`,
      sentAt: NOON + Math.floor(n / 5) * 1_000,
      receivedAt: LONG_AGO,
      order: n,
    }),
  )
  let crowd: Archive
  let crowdName: string
  beforeEach(async () => {
    crowdName = freshName()
    crowd = await openArchive(crowdName, SMALL)
    await crowd.commit({ messages: said })
    await sealAll(crowd)
    await crowd.commit({ messages: [message('elsewhere', { account: '10002', sentAt: NOON })] })
  })
  afterEach(() => crowd.close())

  it('has every message once and in order, in whole pages, also of a part of the time', async () => {
    for (const size of [1, 7, 1_000]) {
      const pages = await timelineKeys(crowd, { account }, size)
      expect(pages.flat()).toEqual(keysOf(said))
      expect(pages.slice(0, -1).every(({ length }) => length === size)).toBe(true)
    }
    const [from, to] = [NOON + 7_000, NOON + 31_000]
    const wanted = said.filter(({ sentAt }) => sentAt >= from && sentAt < to)
    expect((await timelineKeys(crowd, { account, from, to }, 9)).flat()).toEqual(keysOf(wanted))
  })

  it('opens a block once for each span of time it reaches into, not once a page', async () => {
    const roomy = await openArchive(crowdName, { ...SMALL, slabUnits: 20_000 })
    const get = vi.spyOn(IDBObjectStore.prototype, 'get')
    await timelineKeys(roomy, { account }, 4)
    const opened = get.mock.contexts.filter((store) => store instanceof IDBObjectStore && store.name === 'blockTexts')
    get.mockRestore()
    // Some sixty pages, each of which reaches into a dozen blocks.
    const blocks = (await rowsIn(crowdName, 'blocks')).length
    expect(opened.length).toBeGreaterThan(blocks)
    expect(opened.length).toBeLessThan(3 * blocks)
    roomy.close()
  })

  it('has those once that are sealed while a span of time is read', async () => {
    const hot = said.slice(0, 24).map((one) => ({ ...one, key: `${one.key}+`, order: one.order + 0.5 }))
    await crowd.commit({ messages: hot })
    const connection = await openConnection(crowdName)
    const library = openLibrary(connection)
    let reads = 0
    // The third read is the first of blocks, after that of messages that are not sealed.
    const read: Library['read'] = async (...given) => {
      if ((reads += 1) === 3) await sealAll(crowd)
      return await library.read(...given)
    }
    const slabs: string[] = []
    for await (const slab of slabsOf({ ...library, read }, account, {}, { slabUnits: 1e6 })) slabs.push(...keysOf(slab))
    connection.close()
    const keys = keysOf([...said, ...hot].sort((a, b) => a.sentAt - b.sentAt || a.order - b.order))
    expect(slabs).toEqual(keys.slice(0, slabs.length))
    expect(slabs.length).toBeGreaterThan(200)
  })

  it('goes on when messages are sealed and come meanwhile', async () => {
    const seen: string[] = []
    const late = Array.from({ length: 9 }, (_, n) =>
      message(`z${n}`, { conversation: 'chat-1', sentAt: NOON + 9_999_000, order: n }),
    )
    for await (const page of crowd.timeline({ account }, 10)) {
      if (seen.length === 0) await crowd.commit({ messages: late })
      if (seen.length === 20) await sealAll(crowd)
      seen.push(...keysOf(page))
    }
    expect(seen).toEqual([...keysOf(said), ...keysOf(late)])
  })
})
