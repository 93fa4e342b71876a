import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { alias, freshName, message, NOON, scannedKeys } from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

describe('scan', () => {
  it('goes by time, then by order, whatever order the messages came in', async () => {
    await archive.commit({
      messages: [
        message('late', { sentAt: NOON + 1000 }),
        message('second', { order: 1 }),
        message('first', { order: 0 }),
        message('negative', { sentAt: NOON, order: -1 }),
      ],
    })
    expect(await scannedKeys(archive, { conversation: 'anna' })).toEqual([['negative', 'first', 'second', 'late']])
  })

  it('gives every message once in pages, also when many share one place in time', async () => {
    const keys = Array.from({ length: 7 }, (_, index) => `m${index}`)
    await archive.commit({ messages: keys.map((key) => message(key)) })
    const pages = await scannedKeys(archive, { conversation: 'anna' }, 3)
    expect(pages).toEqual([['m0', 'm1', 'm2'], ['m3', 'm4', 'm5'], ['m6']])
    expect(await scannedKeys(archive, { conversation: 'anna' }, 7)).toEqual([keys])
  })

  it('takes a half-open range of time', async () => {
    const times = [NOON - 1, NOON, NOON + 1, NOON + 2]
    await archive.commit({ messages: times.map((sentAt) => message(`${sentAt - NOON}`, { sentAt })) })
    const keys = async (from?: number, to?: number) => {
      const range = { conversation: 'anna', from, to }
      const found = (await scannedKeys(archive, range, 1)).flat()
      expect(await archive.count(range)).toBe(found.length)
      return found
    }
    expect(await keys(NOON, NOON + 2)).toEqual(['0', '1'])
    expect(await keys(NOON)).toEqual(['0', '1', '2'])
    expect(await keys(undefined, NOON)).toEqual(['-1'])
    expect(await keys(NOON, NOON)).toEqual([])
    expect(await keys(NOON + 1, NOON)).toEqual([])
  })

  it('leaves other conversations out, also one whose id begins the same', async () => {
    await archive.commit({ messages: [message('m1'), message('m2', { conversation: 'anna-2' })] })
    expect(await scannedKeys(archive, { conversation: 'anna' })).toEqual([['m1']])
    expect(await scannedKeys(archive, { conversation: 'nobody' })).toEqual([])
  })

  it('weaves merged conversations into one order, over page borders', async () => {
    const ids = ['old', 'newer', 'newest']
    const messages = Array.from({ length: 200 }, (_, index) =>
      message(`m${String(index).padStart(3, '0')}`, { conversation: ids[index % 3], sentAt: NOON + index }),
    )
    await archive.commit({ messages, aliases: [alias('newest', 'newer'), alias('newer', 'old')] })
    for (const pageSize of [7, 60, 200, 1000]) {
      const pages = await scannedKeys(archive, { conversation: 'old' }, pageSize)
      expect(pages.flat()).toEqual(messages.map((row) => row.key))
      expect(pages.slice(0, -1).every((page) => page.length === pageSize)).toBe(true)
    }
    expect(await archive.count({ conversation: 'old', from: NOON + 1, to: NOON + 10 })).toBe(9)
  })

  it('finds the whole conversation from a merged id as well', async () => {
    await archive.commit({
      messages: [message('m1', { conversation: 'old' }), message('m2', { conversation: 'new', order: 1 })],
      aliases: [alias('new', 'old')],
    })
    expect(await scannedKeys(archive, { conversation: 'new' })).toEqual([['m1', 'm2']])
  })

  it('ends when aliases run in a circle', async () => {
    await archive.commit({
      messages: ['a', 'b', 'c'].map((id, order) => message(id, { conversation: id, order })),
      aliases: [alias('a', 'b'), alias('b', 'a'), alias('c', 'a')],
    })
    expect(await scannedKeys(archive, { conversation: 'c' })).toEqual([['a', 'b', 'c']])
    expect(await archive.conversations()).toMatchObject([{ id: 'a', count: 3 }])
  })

  it('stops reading when the consumer stops', async () => {
    await archive.commit({ messages: ['a', 'b', 'c'].map((key) => message(key)) })
    for await (const page of archive.scan({ conversation: 'anna' }, 1)) {
      expect(page[0]?.key).toBe('a')
      break
    }
    archive.close()
    await expect(archive.count({ conversation: 'anna' })).rejects.toMatchObject({ why: 'unavailable' })
  })

  it('lets messages arrive between two pages', async () => {
    await archive.commit({ messages: [message('m1'), message('m2', { sentAt: NOON + 10 })] })
    const seen: string[] = []
    for await (const page of archive.scan({ conversation: 'anna' }, 1)) {
      seen.push(...page.map((row) => row.key))
      if (seen.length === 1) await archive.commit({ messages: [message('between', { sentAt: NOON + 5 })] })
    }
    expect(seen).toEqual(['m1', 'between', 'm2'])
  })
})

describe('latest', () => {
  it('gives the last messages of a conversation and of all merged with it, oldest first', async () => {
    await archive.commit({
      messages: [
        message('a1', { sentAt: NOON }),
        message('a2', { sentAt: NOON + 2 }),
        message('b1', { conversation: 'anna-before', sentAt: NOON + 1 }),
        message('b2', { conversation: 'anna-before', sentAt: NOON + 2, order: -1 }),
        message('other', { conversation: 'ben', sentAt: NOON + 3 }),
      ],
      aliases: [alias('anna-before', 'anna')],
    })
    const keys = async (limit: number) => (await archive.latest('anna', limit)).map(({ key }) => key)
    expect(await keys(3)).toEqual(['b1', 'b2', 'a2'])
    expect(await keys(9)).toEqual(['a1', 'b1', 'b2', 'a2'])
    expect(await keys(0)).toEqual([])
  })
})
