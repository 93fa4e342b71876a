import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import { decision, freshName, NOON } from './samples.ts'

let archive: Archive
beforeEach(async () => {
  archive = await openArchive(freshName())
})
afterEach(() => archive.close())

const account = '10001'
async function pages(query: { from?: number; to?: number } = {}, pageSize?: number): Promise<string[][]> {
  const all = []
  for await (const page of archive.decisionPages({ account, ...query }, pageSize))
    all.push(page.map(({ messageKey }) => messageKey))
  return all
}

describe('decisionPages', () => {
  it('goes by time, of one account', async () => {
    await archive.commit({
      decisions: [
        decision('c', { at: NOON + 2 }),
        decision('a', { at: NOON }),
        decision('b', { at: NOON + 1, conversation: 'bob' }),
        decision('other', { account: '10002' }),
      ],
    })
    expect(await pages()).toEqual([['a', 'b', 'c']])
    expect(await pages({}, 2)).toEqual([['a', 'b'], ['c']])
  })

  it('gives each once, however many are of one moment', async () => {
    const ofMoment = (prefix: string, count: number, at: number) =>
      Array.from({ length: count }, (_, index) => decision(`${prefix}${index}`, { at }))
    await archive.commit({
      decisions: [...ofMoment('a', 1, NOON), ...ofMoment('b', 7, NOON + 1), ...ofMoment('c', 2, NOON + 2)],
    })
    const every = ['a0', 'b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'c0', 'c1']
    for (const size of [1, 2, 3, 5, 10, 100]) {
      const found = await pages({}, size)
      expect(found.flat()).toEqual(every)
      expect(Math.max(...found.map((page) => page.length))).toBeLessThanOrEqual(size)
    }
  })

  it('takes a half-open range of time', async () => {
    const times = [NOON - 1, NOON, NOON + 1, NOON + 2]
    await archive.commit({ decisions: times.map((at) => decision(`${at - NOON}`, { at })) })
    expect(await pages({ from: NOON, to: NOON + 2 }, 1)).toEqual([['0'], ['1']])
    expect(await pages({ from: NOON + 1 })).toEqual([['1', '2']])
    expect(await pages({ to: NOON })).toEqual([['-1']])
    expect(await pages({ from: NOON, to: NOON })).toEqual([])
    expect(await pages({ from: NOON + 1, to: NOON })).toEqual([])
  })
})

describe('decision and decisionsAbout', () => {
  it('find decisions by the keys of their messages', async () => {
    await archive.commit({ decisions: [decision('a'), decision('b')] })
    expect(await archive.decision('a')).toEqual(decision('a'))
    expect(await archive.decision('x')).toBeUndefined()
    expect([...(await archive.decisionsAbout(['b', 'x', 'a'])).keys()]).toEqual(['b', 'a'])
    expect(await archive.decisionsAbout([])).toEqual(new Map())
  })
})
