// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import {
  heldPlace,
  LINE_HEIGHT,
  restorePlace,
  scrollToRow,
} from '../../../../../entrypoints/workbench/chats/scroll-place.ts'

/** A box at 100 px from the top of the page and 400 high, with rows of these heights below each other. */
function boxWith(heights: Record<string, number>): HTMLElement {
  const box = document.createElement('div')
  let scrolled = 0
  Object.defineProperty(box, 'clientHeight', { value: 400 })
  Object.defineProperty(box, 'scrollTop', {
    get: () => scrolled,
    set: (to: number) => {
      scrolled = to
    },
  })
  vi.spyOn(box, 'getBoundingClientRect').mockImplementation(() => new DOMRect(0, 100, 300, 400))
  for (const [key, height] of Object.entries(heights)) box.append(rowOf(box, key, height))
  return box
}

function rowOf(box: HTMLElement, key: string, height: number): HTMLElement {
  const row = document.createElement('article')
  row.dataset.key = key
  row.dataset.height = String(height)
  vi.spyOn(row, 'getBoundingClientRect').mockImplementation(() => {
    let top = 100 - box.scrollTop
    for (let other = row.previousElementSibling; other; other = other.previousElementSibling)
      top += Number((other as HTMLElement).dataset.height)
    return new DOMRect(0, top, 300, height)
  })
  return row
}

describe('heldPlace and restorePlace', () => {
  it('hold the uppermost row that can be seen', () => {
    const box = boxWith({ a: 100, b: 100, c: 100 })
    expect(heldPlace(box)).toEqual({ key: 'a', top: 0 })
    box.scrollTop = 130
    expect(heldPlace(box)).toEqual({ key: 'b', top: -30 })
    box.scrollTop = 200
    expect(heldPlace(box)).toEqual({ key: 'c', top: 0 })
    expect(heldPlace(boxWith({}))).toBeNull()
  })

  it('keep that row where it was when others come above it, go, or change their height', () => {
    const box = boxWith({ a: 100, b: 100, c: 100 })
    box.scrollTop = 130
    const held = heldPlace(box)!
    box.prepend(rowOf(box, 'x', 250), rowOf(box, 'y', 50))
    restorePlace(box, held)
    expect(box.scrollTop).toBe(430)
    expect(heldPlace(box)).toEqual(held)
    box.firstElementChild!.remove()
    restorePlace(box, held)
    expect(box.scrollTop).toBe(180)
  })

  it('tell the first row that the line with the day does not cover', () => {
    const box = boxWith({ a: 100, b: 20, c: 300 })
    box.scrollTop = 95
    expect(heldPlace(box)?.key).toBe('a')
    expect(heldPlace(box, LINE_HEIGHT)?.key).toBe('c')
  })

  it('leave everything as it is when the row is gone', () => {
    const box = boxWith({ a: 100 })
    box.scrollTop = 20
    restorePlace(box, { key: 'gone', top: 5 })
    expect(box.scrollTop).toBe(20)
  })
})

describe('scrollToRow', () => {
  it('puts a row into the middle, or below the line with the day', () => {
    const box = boxWith({ a: 600, b: 100, c: 900 })
    scrollToRow(box, 'b', 'middle')
    expect(box.scrollTop).toBe(600 - 150)
    scrollToRow(box, 'b', 'top')
    expect(box.scrollTop).toBe(600 - LINE_HEIGHT)
  })

  it('shows a row that is higher than the box from its beginning', () => {
    const box = boxWith({ a: 600, b: 100, c: 900 })
    scrollToRow(box, 'c', 'middle')
    expect(box.scrollTop).toBe(700 - LINE_HEIGHT)
  })
})
