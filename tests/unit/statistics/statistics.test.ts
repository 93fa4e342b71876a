import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { createStatistics } from '../../../lib/statistics/statistics.ts'
import { createWordCounter } from '../../../lib/statistics/words.ts'
import { HOUR, MINUTE } from '../../../lib/time.ts'
import { aMessage } from '../entrypoints/pages/archive-with.ts'

function counted(messages: readonly Message[], zone = 'Asia/Shanghai', canonical = (id: string) => id) {
  const counter = createStatistics({ zone, canonical })
  for (const message of messages) counter.add(message)
  return counter.result()
}

let serial = 0
function said(iso: string, change: Partial<Message> = {}, segments?: Segment[]): Message {
  const text = change.text ?? '好的'
  return aMessage(`m${(serial += 1)}`, 'a', {
    ...change,
    sentAt: Date.parse(iso),
    text,
    segments: segments ?? [{ type: 'text', text }],
  })
}

describe('statistics', () => {
  it('of nothing are all nothing', () => {
    expect(counted([])).toMatchObject({ messages: 0, firstAt: null, people: [], words: [], balance: null })
    expect(counted([]).days.size).toBe(0)
    expect(counted([]).hours.flat()).toEqual(Array.from({ length: 168 }, () => 0))
  })

  it('of one message have its day, hour and author', () => {
    const found = counted([said('2026-11-23T01:30:00+08:00', { text: '周一 ok' })])
    expect([...found.days]).toEqual([['2026-11-23', 1]])
    expect(found.hours[0]?.[1]).toBe(1)
    expect(found.people).toEqual([{ who: 'a', name: 'a', messages: 1, characters: 4 }])
    expect(found.firstAt).toBe(found.lastAt)
  })

  it('count days and hours by the clock of the zone, also when it is changed', () => {
    // In Berlin the clock goes from 2 to 3 on 2026-03-29, and from 3 back to 2 on 2026-10-25.
    const spring = ['2026-03-28T23:30:00Z', '2026-03-29T00:59:00Z', '2026-03-29T01:00:00Z', '2026-03-29T21:59:00Z']
    const autumn = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T23:00:00Z']
    const found = counted(
      [...spring, ...autumn].map((iso) => said(iso)),
      'Europe/Berlin',
    )
    expect([...found.days]).toEqual([
      ['2026-03-29', 4],
      ['2026-10-25', 2],
      ['2026-10-26', 1],
    ])
    expect(found.hours[6]?.map((count, hour) => [hour, count]).filter(([, count]) => count)).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
      [3, 1],
      [23, 1],
    ])
    expect(found.hours[0]?.[0]).toBe(1)
  })

  it('know zones that are half an hour apart', () => {
    const found = counted([said('2026-01-01T18:29:00Z'), said('2026-01-01T18:30:00Z')], 'Asia/Kolkata')
    expect([...found.days.keys()]).toEqual(['2026-01-01', '2026-01-02'])
  })

  it('put merged people together, and tell the user from those nobody knows', () => {
    const found = counted(
      [
        said('2026-01-01T00:00:00Z', { author: 'old', authorName: '小李' }),
        said('2026-01-01T00:01:00Z', { author: 'new', authorName: '李工' }),
        said('2026-01-01T00:02:00Z', { direction: 'out', author: null, authorName: null }),
        said('2026-01-01T00:03:00Z', { author: null, authorName: null, kind: 'group' }),
      ],
      'UTC',
      (id) => (id === 'old' ? 'new' : id),
    )
    expect(found.people.map(({ who, name, messages }) => [who, name, messages])).toEqual([
      ['new', '李工', 2],
      ['self', null, 1],
      [null, null, 1],
    ])
  })

  it('leave out notices, and count no characters of pictures and faces', () => {
    const found = counted([
      said('2026-01-01T00:00:00Z', {}, [{ type: 'notice', what: 'shake', facts: {} }]),
      said('2026-01-01T00:00:00Z', {}, [
        { type: 'picture' },
        { type: 'face', code: 1, name: '微笑' },
        { type: 'text', text: '🙂 好' },
      ]),
    ])
    expect(found).toMatchObject({ messages: 1, characters: 2 })
  })

  it('say who begins, who answers, and how long that takes', () => {
    const at = Date.parse('2026-01-01T00:00:00Z')
    const turn = (after: number, direction: 'in' | 'out', kind: Message['kind'] = 'friend') =>
      said(new Date(at + after).toISOString(), { direction, kind })
    const { balance } = counted([
      turn(0, 'in'),
      turn(1_000, 'in'),
      turn(MINUTE, 'out'),
      turn(3 * MINUTE, 'in'),
      turn(7 * HOUR, 'out'),
      turn(7 * HOUR + 1_000, 'out', 'group'),
      turn(20 * HOUR, 'out'),
    ])
    expect(balance?.theirs).toMatchObject({ began: 1, answered: 1 })
    expect(balance?.mine).toMatchObject({ began: 2, answered: 1 })
    expect(balance?.mine.usualWait).toBeGreaterThan(53_000)
    expect(balance?.mine.usualWait).toBeLessThan(66_000)
  })
})

describe('words', () => {
  it('are parted by the dictionary, without those that say nothing', () => {
    const counter = createWordCounter()
    counter.add('我们明天去北京，北京的天气怎么样')
    counter.add('Deadline and deadline: https://example.com/beijing 12345 ok 哈')
    const found = new Map(counter.top(10).map(({ word, count }) => [word, count]))
    expect(found.get('北京')).toBe(2)
    expect(found.get('deadline')).toBe(2)
    expect(found.get('天气')).toBe(1)
    for (const word of ['我们', 'and', '12345', 'ok', '哈', 'https', 'example.com', 'beijing'])
      expect(found.has(word)).toBe(false)
  })

  it('that are said often are kept when there are too many', () => {
    const counter = createWordCounter(50)
    for (let index = 0; index < 400; index += 1)
      counter.add(
        `apple w${'abcdefghij'[index % 10]}x${'klmnopqrst'[Math.floor(index / 10) % 10]}${'uvwxyz'[Math.floor(index / 100)]}`,
      )
    expect(counter.top(1)).toEqual([{ word: 'apple', count: 400 }])
  })
})
