import type { Frame, KeyInput, Page } from 'puppeteer-core'
import { connectionOf } from './firefox-chrome.ts'

/** A document in Firefox: that of a page, or of a frame in it. Points are in CSS px of its own viewport. */
export interface Place {
  page: Page
  frame: Frame
  click(x: number, y: number): Promise<void>
  hover(x: number, y: number): Promise<void>
  /** `Alt+Shift+K`: the first ones held down around the last. */
  press(keys: string): Promise<void>
}

export function placeOfPage(page: Page): Place {
  return {
    page,
    frame: page.mainFrame(),
    click: (x, y) => page.mouse.click(x, y),
    hover: (x, y) => page.mouse.move(x, y),
    press: (keys) => pressKeys(page, keys),
  }
}

/** Puppeteer's mouse knows the page only; the protocol takes any frame, with points of that frame. */
export function placeOfFrame(page: Page, frame: Frame): Place {
  const pointer = (actions: object[]) =>
    connectionOf(page.browser()).send('input.performActions', {
      context: idOf(frame),
      actions: [{ type: 'pointer', id: 'story-mouse', parameters: { pointerType: 'mouse' }, actions }],
    })
  const move = (x: number, y: number) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) })
  return {
    page,
    frame,
    click: async (x, y) => {
      await pointer([move(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }])
    },
    hover: async (x, y) => {
      await pointer([move(x, y)])
    },
    // The frame has the focus by then, and the browser sends keys where that is.
    press: (keys) => pressKeys(page, keys),
  }
}

/** The protocol's name of a frame; not in puppeteer's public types. */
export function idOf(frame: Frame): string {
  if (!('_id' in frame) || typeof frame._id !== 'string') throw new Error('This frame is not driven over BiDi')
  return frame._id
}

/** One character, or a name such as `Enter` or `ArrowDown`. */
const isKey = (key: string): key is KeyInput => /^(?:.|[A-Z][A-Za-z]*[0-9]*)$/u.test(key)

/** `Alt+Shift+K`: the first ones held down around the last. `Space` is a name this driver does not know. */
async function pressKeys(page: Page, keys: string): Promise<void> {
  const held = keys
    .split('+')
    .map((key) => (key === 'Space' ? ' ' : key))
    .filter(isKey)
  const last = held.pop()
  if (!last) throw new Error(`"${keys}" names no key`)
  for (const key of held) await page.keyboard.down(key)
  await page.keyboard.press(last)
  for (const key of held.reverse()) await page.keyboard.up(key)
}
