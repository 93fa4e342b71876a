// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLine } from '../../../../entrypoints/page-relay/line.ts'
import { createUntaken } from '../../../../lib/smartqq/page/untaken.ts'
import { aBackground } from './a-background.ts'

type Greeting = { kind: 'hello' }
type Lasting = { kind: 'reply'; n: number; text: string }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aLine() {
  // Lines of earlier tests live on in this document, and would call this background too.
  const name = `tap of ${expect.getState().currentTestName}`
  const background = aBackground(name)
  const untaken = createUntaken<Lasting>(1_000, ({ text }) => ({ size: text.length, isPoll: false }))
  const line = openLine<Greeting | Lasting, Lasting>({ name, greeting: () => [{ kind: 'hello' }], untaken })
  return { background, line, untaken, keep: (text: string) => line.keep({ kind: 'reply', text }) }
}

const reply = (n: number, text: string) => ({ kind: 'reply', n, text })

describe('openLine', () => {
  it('connects at once, and greets before anything else', () => {
    const { background, keep } = aLine()
    keep('a')
    expect(background.last().said).toEqual([{ kind: 'hello' }, reply(1, 'a')])
  })

  it('says to the next background what the last one has not taken, in order, and no more than that', () => {
    const { background, keep } = aLine()
    for (const text of ['a', 'b', 'c']) keep(text)
    background.last().answer({ kind: 'taken', n: 2 })
    background.last().answer({ kind: 'taken' })
    background.last().answer('nonsense')
    background.last().die()
    keep('d')
    expect(background.connections).toHaveLength(1)
    vi.runAllTimers()
    expect(background.connections).toHaveLength(2)
    expect(background.last().said).toEqual([{ kind: 'hello' }, reply(1, 'a'), reply(3, 'c'), reply(4, 'd')])
  })

  it('waits a moment before it calls the next background, but not while something is kept', () => {
    const { background, keep } = aLine()
    background.last().die()
    vi.advanceTimersByTime(100)
    expect(background.connections).toHaveLength(1)
    vi.advanceTimersByTime(200)
    keep('a')
    background.last().die()
    vi.advanceTimersByTime(0)
    expect(background.connections).toHaveLength(3)
  })

  it('does not tell later what was only meant for somebody who listened', () => {
    const { background, line } = aLine()
    background.last().die()
    line.say({ kind: 'hello' })
    vi.runAllTimers()
    expect(background.last().said).toEqual([{ kind: 'hello' }])
  })

  it('comes back again and again while backgrounds die', () => {
    const { background, keep } = aLine()
    keep('a')
    for (let deaths = 1; deaths <= 3; deaths++) {
      background.last().die()
      vi.runAllTimers()
      expect(background.connections).toHaveLength(deaths + 1)
      expect(background.last().said).toEqual([{ kind: 'hello' }, reply(1, 'a')])
    }
  })

  it('hangs up when the page goes into the back/forward cache, and calls when it comes out', () => {
    const { background, keep } = aLine()
    keep('a')
    dispatchEvent(new Event('pagehide'))
    expect(background.last().isOpen()).toBe(false)
    vi.runAllTimers()
    expect(background.connections).toHaveLength(1)
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    expect(background.connections).toHaveLength(1)
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(background.connections).toHaveLength(2)
    expect(background.last().said).toEqual([{ kind: 'hello' }, reply(1, 'a')])
  })

  it('falls silent when the extension was updated under it, and keeps nothing for nobody', () => {
    const { background, keep, untaken } = aLine()
    keep('0')
    background.goAway()
    background.last().die()
    vi.runAllTimers()
    keep('a')
    expect(background.connections).toHaveLength(1)
    expect(background.last().said).toEqual([{ kind: 'hello' }, reply(1, '0')])
    expect(untaken.all()).toEqual([])
  })
})
