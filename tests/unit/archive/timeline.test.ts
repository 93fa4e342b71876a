import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
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
