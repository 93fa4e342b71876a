import { describe, expect, it } from 'vitest'
import { toDays } from '../../../../../entrypoints/workbench/chats/message-days.ts'
import type { Message } from '../../../../../lib/chat/message.ts'
import { MINUTE } from '../../../../../lib/time.ts'
import { aMessage } from '../../pages/archive-with.ts'

const NOON = new Date(2026, 10, 22, 12).getTime()
const say = (minutes: number, change: Partial<Message> = {}) =>
  aMessage(`m${minutes}`, 'a', { sentAt: NOON + minutes * MINUTE, ...change })

/** Each day as its groups: the keys of their rows. */
function groups(messages: readonly Message[]): string[][][] {
  return toDays(messages).map(({ rows }) => {
    const found: string[][] = []
    for (const { message, isHead } of rows) {
      if (isHead) found.push([])
      found.at(-1)!.push(message.key)
    }
    return found
  })
}

describe('toDays', () => {
  it('puts one author within three minutes together', () => {
    expect(groups([say(0), say(3), say(6.1)])).toEqual([[['m0', 'm3'], ['m6.1']]])
  })

  it('parts authors, names, directions, and what a rule sent', () => {
    const own = { direction: 'out', author: null, authorName: null } as const
    expect(
      groups([
        say(0, { author: 'x' }),
        say(1, { author: 'y' }),
        say(2, { author: 'y', authorName: 'new card' }),
        say(3, own),
        say(4, { ...own, source: 'outbox' }),
        say(5, { ...own, source: 'outbox' }),
      ]),
    ).toEqual([[['m0'], ['m1'], ['m2'], ['m3'], ['m4', 'm5']]])
  })

  it('lets a notice stand alone', () => {
    const notice = say(1, { segments: [{ type: 'notice', what: 'shake', facts: {} }] })
    expect(groups([say(0), notice, say(2)])).toEqual([[['m0'], ['m1'], ['m2']]])
  })

  it('begins a day at midnight of the user, in the middle of a group too', () => {
    const midnight = (new Date(2026, 10, 23).getTime() - NOON) / MINUTE
    const days = toDays([say(midnight - 1), say(midnight), say(midnight + 1)])
    expect(days.map(({ day, rows }) => [day, rows.length])).toEqual([
      ['2026-11-22', 1],
      ['2026-11-23', 2],
    ])
    expect(days[1]!.rows.map(({ isHead }) => isHead)).toEqual([true, false])
    expect(days[1]!.at).toBe(NOON + midnight * MINUTE)
  })

  it('marks the last row of each group, also where the day ends it', () => {
    const midnight = (new Date(2026, 10, 23).getTime() - NOON) / MINUTE
    const rows = toDays([say(0), say(1), say(midnight - 1), say(midnight)]).flatMap((day) => day.rows)
    expect(rows.map(({ isTail }) => isTail)).toEqual([false, true, true, true])
  })

  it('has no day without messages', () => {
    expect(toDays([])).toEqual([])
  })
})
