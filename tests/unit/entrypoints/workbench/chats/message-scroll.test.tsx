// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MessageScroll } from '../../../../../entrypoints/workbench/chats/message-scroll.tsx'
import type { Reader, ReaderView } from '../../../../../entrypoints/workbench/chats/reader.ts'
import { alsoSpeak, archiveWords } from '../../../../../lib/i18n/t.ts'
import type { Message } from '../../../../../lib/chat/message.ts'
import { aMessage } from '../../pages/archive-with.ts'
import { speak } from '../lab/lab-words.ts'

/** Of the box, px: what a browser would measure. */
const size = { scrollHeight: 1_000, clientHeight: 400, clientWidth: 300 }
let resized = () => {}

const reader: Reader = {
  view: signal(null),
  unseen: signal(0),
  arrived: signal([]),
  isMissing: signal(false),
  trouble: signal(null),
  jump: async () => {},
  more: async () => {},
  follow: () => {},
  close: () => {},
}
const viewOf = (messages: readonly Message[]): ReaderView => ({
  window: { messages, hasStart: true, hasEnd: true },
  turn: 1,
  to: 'end',
  marked: null,
  takesFocus: false,
})
const shown = (messages: readonly Message[]) => (
  <MessageScroll
    conversation="c"
    reader={reader}
    view={viewOf(messages)}
    facts={{ decided: new Set(), replies: new Map() }}
    query={null}
    label="Messages"
    onTop={() => {}}
    onEnd={() => {}}
  />
)
const box = () => screen.getByRole('feed')
const fromEnd = () => size.scrollHeight - box().scrollTop - size.clientHeight

beforeEach(async () => {
  alsoSpeak(archiveWords)
  await speak()
  Object.assign(size, { scrollHeight: 1_000, clientHeight: 400, clientWidth: 300 })
  for (const name of ['scrollHeight', 'clientHeight', 'clientWidth'] as const)
    vi.spyOn(HTMLElement.prototype, name, 'get').mockImplementation(() => size[name])
  // As a browser: no further than to the end.
  let top = 0
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockImplementation(() => top)
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'set').mockImplementation((to) => {
    top = Math.min(to, size.scrollHeight - size.clientHeight)
  })
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(call: () => void) {
        resized = call
      }
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('whoever looks at the last message', () => {
  it('goes on looking at it when what stands above takes room', () => {
    render(shown([aMessage('a', 'c')]))
    expect(fromEnd()).toBe(0)
    size.clientHeight = 330
    resized()
    expect(fromEnd()).toBe(0)
  })

  it('goes on looking at it when room is taken and messages come in one go', () => {
    const { rerender } = render(shown([aMessage('a', 'c')]))
    size.clientHeight = 330
    rerender(shown([aMessage('a', 'c'), aMessage('b', 'c', { order: 1 })]))
    expect(fromEnd()).toBe(0)
  })

  it('goes on looking at it when another width makes all texts longer', () => {
    render(shown([aMessage('a', 'c')]))
    Object.assign(size, { clientWidth: 200, scrollHeight: 1_500 })
    resized()
    expect(fromEnd()).toBe(0)
  })

  it('is back at it after the search stood in its place', () => {
    render(shown([aMessage('a', 'c')]))
    Object.assign(size, { clientHeight: 0, clientWidth: 0, scrollHeight: 0 })
    box().scrollTop = 0
    resized()
    Object.assign(size, { clientHeight: 400, clientWidth: 300, scrollHeight: 1_000 })
    resized()
    expect(fromEnd()).toBe(0)
  })

  it('is left alone after scrolling away', () => {
    render(shown([aMessage('a', 'c')]))
    box().scrollTop = 200
    size.clientHeight = 330
    resized()
    expect(box().scrollTop).toBe(200)
  })
})

describe('whoever goes on by the keyboard', () => {
  it('stops at the links of the message with the focus only, and leaves all others by one step', async () => {
    render(shown([aMessage('a', 'c', { author: 'anna' }), aMessage('b', 'c', { author: 'ben' })]))
    const stops = () => screen.getAllByRole('link').filter((link) => link.tabIndex === 0)
    expect(screen.getAllByRole('link')).toHaveLength(2)
    expect(stops()).toEqual([])
    const [, second] = screen.getAllByRole('article')
    fireEvent.focusIn(second!)
    await vi.waitFor(() => expect(stops().length).toBeGreaterThan(0))
    expect(stops().every((link) => second!.contains(link))).toBe(true)
    expect(stops()[0]!.getAttribute('href')).toBe('#/contact/ben')
  })
})
