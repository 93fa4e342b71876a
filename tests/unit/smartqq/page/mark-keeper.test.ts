// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { PageMark } from '../../../../lib/ports.ts'
import { createMarkKeeper } from '../../../../lib/smartqq/page/mark-keeper.ts'
import { readShownMessages } from '../../../../lib/smartqq/page/shown-messages.ts'
import { messageHtml, show, timeHtml } from './page-html.ts'

const NOON = new Date(2026, 10, 23, 12, 0).getTime()

let now: number
let again: number[]
let keeper: ReturnType<typeof createMarkKeeper>

const mark = (key: string, text: string, at = NOON): PageMark => ({
  key,
  text,
  at,
  author: 7,
  isOwn: false,
  mark: { kind: 'held', words: '拦下', reply: null },
})

/** The page as it is now, every node new: which message has which mark. */
function read(...texts: string[]): (string | null)[] {
  show(`<div id="body">${timeHtml('12:00')}${texts.map((text) => messageHtml({ text })).join('')}</div>`)
  const shown = readShownMessages(document.getElementById('body')!)
  const marked = keeper.read(shown)
  for (const { message } of marked) expect(message.element.isConnected).toBe(true)
  return shown.map((message) => marked.find((found) => found.message === message)?.mark.key ?? null)
}

beforeEach(() => {
  now = NOON + 60_000
  again = []
  keeper = createMarkKeeper(
    () => now,
    (ms) => again.push(ms),
  )
})

describe('marks', () => {
  it('stay with their messages though the page writes them all anew', () => {
    keeper.setMarks([mark('1', 'a'), mark('2', 'b')])
    expect(read('a', 'b')).toEqual(['1', '2'])
    expect(read('a', 'b')).toEqual(['1', '2'])
    expect(read('a', 'b', 'c')).toEqual(['1', '2', null])
  })

  it('are only of messages about which something is to be said', () => {
    keeper.setMarks([{ ...mark('1', 'a'), mark: null }, mark('2', 'b')])
    expect(read('a', 'b')).toEqual([null, '2'])
    keeper.setMarks([])
    expect(read('a', 'b')).toEqual([null, null])
  })

  it('stay a moment while a message of equal text is on the page and not yet in our list', () => {
    keeper.setMarks([mark('1', 'a')])
    expect(read('a')).toEqual(['1'])
    expect(read('a', 'a')).toEqual(['1', null])
    expect(again).toEqual([1_000])
    now += 500
    keeper.setMarks([mark('1', 'a'), mark('2', 'a', NOON + 1)])
    expect(read('a', 'a')).toEqual(['1', '2'])
  })

  it('stay a moment while a message of equal text is in our list and not yet on the page', () => {
    keeper.setMarks([mark('1', 'a')])
    expect(read('a')).toEqual(['1'])
    keeper.setMarks([mark('1', 'a'), mark('2', 'a', NOON + 1)])
    expect(read('a')).toEqual(['1'])
    expect(read('a', 'a')).toEqual(['1', '2'])
  })

  it('go when it stays open which of two messages they are of', () => {
    keeper.setMarks([mark('1', 'a')])
    read('a')
    keeper.setMarks([mark('1', 'a'), mark('2', 'a', NOON + 1)])
    expect(read('a')).toEqual(['1'])
    now += 999
    expect(read('a')).toEqual(['1'])
    now += 1
    expect(read('a')).toEqual([null])
    expect(read('a', 'a')).toEqual(['1', '2'])
  })

  it('do not stay with a message of another chat', () => {
    keeper.setMarks([mark('1', 'a')])
    expect(read('a')).toEqual(['1'])
    keeper.setMarks([])
    expect(read('a', 'b')).toEqual([null, null])
    keeper.setMarks([mark('3', 'b')])
    expect(read('a', 'b')).toEqual([null, '3'])
  })
})
