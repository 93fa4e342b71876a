import { describe, expect, it } from 'vitest'
import {
  comparePlaces,
  justBefore,
  momentPlace,
  MOST_DRAWN,
  PAGE_SIZE,
  readAgain,
  withNewer,
  withOlder,
} from '../../../../../entrypoints/workbench/chats/message-window.ts'
import type { MessageWindow } from '../../../../../entrypoints/workbench/chats/message-window.ts'
import type { Message } from '../../../../../lib/chat/message.ts'
import { aMessage } from '../../pages/archive-with.ts'

/** Messages `from` to `to`, that one left out, a second apart. */
function messages(from: number, to: number): Message[] {
  return Array.from({ length: to - from }, (_, index) => at(from + index))
}
const at = (second: number) => aMessage(`m${String(second).padStart(5, '0')}`, 'a', { sentAt: second * 1_000 })
const seconds = (window: MessageWindow) => window.messages.map(({ sentAt }) => sentAt / 1_000)
const middle = (from: number, to: number): MessageWindow => ({
  messages: messages(from, to),
  hasStart: false,
  hasEnd: false,
})

describe('withOlder and withNewer', () => {
  it('put a page before or behind what is there', () => {
    expect(seconds(withOlder(middle(10, 12), messages(8, 10), 2))).toEqual([8, 9, 10, 11])
    expect(seconds(withNewer(middle(10, 12), messages(12, 14), 2))).toEqual([10, 11, 12, 13])
  })

  it('know the beginning and the end by a page that is not full', () => {
    expect(withOlder(middle(10, 12), messages(8, 10), 2).hasStart).toBe(false)
    expect(withOlder(middle(10, 12), messages(9, 10), 2).hasStart).toBe(true)
    expect(withNewer(middle(10, 12), [], 2).hasEnd).toBe(true)
  })

  it('never keep more than can be drawn: the far side goes, and with it the end that was there', () => {
    const whole = { ...middle(1_000, 1_000 + MOST_DRAWN), hasStart: true, hasEnd: true }
    const up = withOlder(whole, messages(1_000 - PAGE_SIZE, 1_000))
    expect(up.messages).toHaveLength(MOST_DRAWN)
    expect(seconds(up)[0]).toBe(1_000 - PAGE_SIZE)
    expect(up).toMatchObject({ hasStart: false, hasEnd: false })
    const down = withNewer(whole, messages(1_000 + MOST_DRAWN, 1_001 + MOST_DRAWN))
    expect(seconds(down).at(-1)).toBe(1_000 + MOST_DRAWN)
    expect(seconds(down)[0]).toBe(1_001)
    expect(down).toMatchObject({ hasStart: false, hasEnd: true })
  })

  it('lead through a long conversation and back without losing or doubling a message', () => {
    const all = messages(0, 1_000)
    let window: MessageWindow = { messages: all.slice(-PAGE_SIZE), hasStart: false, hasEnd: true }
    const seen = new Set(window.messages.map(({ key }) => key))
    for (let step = 0; step < 50 && !window.hasStart; step++) {
      const first = all.indexOf(window.messages[0]!)
      window = withOlder(window, all.slice(Math.max(0, first - PAGE_SIZE), first))
      for (const { key } of window.messages) seen.add(key)
      expect(window.messages.length).toBeLessThanOrEqual(MOST_DRAWN)
    }
    expect(seen.size).toBe(1_000)
    for (let step = 0; step < 50 && !window.hasEnd; step++) {
      const last = all.indexOf(window.messages.at(-1)!)
      window = withNewer(window, all.slice(last + 1, last + 1 + PAGE_SIZE))
      const first = all.indexOf(window.messages[0]!)
      expect(window.messages).toEqual(all.slice(first, first + window.messages.length))
    }
    expect(window.messages.at(-1)).toBe(all.at(-1))
  })
})

describe('readAgain', () => {
  const atEnd: MessageWindow = { messages: messages(10, 13), hasStart: true, hasEnd: true }

  it('takes in what came at the end, and keeps the rest as it was', () => {
    const window = readAgain(atEnd, messages(10, 15), 100, true)
    expect(seconds(window)).toEqual([10, 11, 12, 13, 14])
    expect(window.messages.slice(0, 3).every((message, index) => message === atEnd.messages[index])).toBe(true)
    expect(window).toMatchObject({ hasStart: true, hasEnd: true })
  })

  it('takes in what was put between, and leaves out what was deleted', () => {
    expect(seconds(readAgain(atEnd, [at(10), at(10.5), at(12)], 100, false))).toEqual([10, 10.5, 12])
  })

  it('shows a message anew once it was recalled', () => {
    const recalled = { ...at(11), recalled: true as const }
    const window = readAgain(atEnd, [at(10), recalled, at(12)], 100, false)
    expect(window.messages[1]).toBe(recalled)
    expect(window.messages[0]).toBe(atEnd.messages[0])
  })

  it('does not take what lies beyond an end that was not reached', () => {
    const window = readAgain(middle(10, 13), messages(10, 16), 100, false)
    expect(seconds(window)).toEqual([10, 11, 12])
    expect(window.hasEnd).toBe(false)
    expect(readAgain(middle(10, 13), messages(10, 13), 100, false).hasEnd).toBe(true)
  })

  it('drops the oldest when the reader follows the end, and else stops short of it', () => {
    const found = messages(10, 10 + MOST_DRAWN + 5)
    const following = readAgain(atEnd, found, 1_000, true)
    expect(seconds(following).at(-1)).toBe(10 + MOST_DRAWN + 4)
    expect(following).toMatchObject({ hasStart: false, hasEnd: true })
    const staying = readAgain(atEnd, found, 1_000, false)
    expect(seconds(staying)[0]).toBe(10)
    expect(staying).toMatchObject({ hasStart: true, hasEnd: false })
    expect(staying.messages).toHaveLength(MOST_DRAWN)
  })
})

describe('places', () => {
  it('lie right before a message, and before all of a moment', () => {
    const message = { ...at(10), order: 3 }
    expect(comparePlaces(justBefore(message), message)).toBeLessThan(0)
    expect(comparePlaces(justBefore(message), { ...message, order: 2 })).toBeGreaterThan(0)
    expect(comparePlaces(momentPlace(10_000), { ...message, order: 0, key: '' })).toBeLessThan(0)
    expect(comparePlaces(momentPlace(10_000), at(9.999))).toBeGreaterThan(0)
  })
})
