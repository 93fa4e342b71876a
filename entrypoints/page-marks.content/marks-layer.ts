import type { HostWords, PageMark } from '../../lib/ports.ts'
import type { MarkedMessage } from '../../lib/smartqq/page/mark-keeper.ts'
import { boxOf } from '../drawer-host.content/layout.ts'
import type { Box } from '../drawer-host.content/layout.ts'
import { placeMark } from './mark-place.ts'

const SIGNS: Record<NonNullable<PageMark['mark']>['kind'], string> = {
  replied: '✓',
  waiting: '…',
  held: '‖',
  uncertain: '?',
  refused: '!',
}

/**
 * The marks beside the bubbles, in a layer of our own that is as large as what is seen of the chat. Gives a function that
 * draws those that are seen of `marked`, in the chat's `body`, of which `clip` is seen, and says whether anything has
 * moved since the last time.
 */
export function createMarksLayer(layer: HTMLElement, why: (key: string) => void) {
  const drawn = new Map<string, HTMLElement>()
  let last = ''

  return (marked: readonly MarkedMessage[], body: Element, clip: Box, words: HostWords): boolean => {
    // Read first and write afterwards: the page is laid out once.
    const seen = marked.flatMap(({ mark, message: { content, avatar, isOwn } }) => {
      const bubble = boxOf(content)
      const place = isCovered(bubble, isOwn, clip, body)
        ? null
        : placeMark(bubble, avatar && boxOf(avatar), isOwn, clip)
      return place ? [{ mark, place }] : []
    })
    const now = JSON.stringify([clip, seen, words])
    if (now === last) return false
    last = now

    const { left, top, right, bottom } = clip
    layer.style.cssText = `left:${left}px;top:${top}px;width:${right - left}px;height:${bottom - top}px`
    const gone = new Set(drawn.keys())
    for (const { mark, place } of seen) {
      const element = drawn.get(mark.key) ?? newMark(mark.key)
      gone.delete(mark.key)
      writeMark(element, mark.mark, words)
      if (place.isShort) element.classList.add('short')
      const edge = place.isOwn ? `right:${right - place.edge}px` : `left:${place.edge - left}px`
      element.style.cssText = `${edge};max-width:${place.maxWidth}px;transform:translateY(${place.top - top}px)`
    }
    for (const key of gone) {
      drawn.get(key)?.remove()
      drawn.delete(key)
    }
    return true
  }

  function newMark(key: string): HTMLElement {
    const element = document.createElement('button')
    element.addEventListener('click', () => why(key))
    layer.append(element)
    drawn.set(key, element)
    return element
  }
}

function writeMark(
  element: HTMLElement,
  { kind, words, reply }: MarkedMessage['mark']['mark'],
  around: HostWords,
): void {
  element.className = kind
  const title = `${around.mark} · ${words}${reply === null ? '' : `\n${around.sent} · ${reply}`}`
  if (element.title === title) return
  element.title = title
  element.ariaLabel = title
  const [sign, sent] = ['b', 'i'].map((name) => document.createElement(name))
  sign!.textContent = SIGNS[kind]
  sent!.textContent = reply === null ? '' : ` · ${reply}`
  const said = document.createElement('span')
  said.textContent = ` ${words}`
  element.replaceChildren(sign!, said, sent!)
}

/** Whether the page shows something above the bubble: a menu, its faces, a question. */
function isCovered({ left, top, right, bottom }: Box, isOwn: boolean, clip: Box, body: Element): boolean {
  const y = (Math.max(top, clip.top) + Math.min(bottom, clip.bottom)) / 2
  const above = document.elementFromPoint(isOwn ? left + 4 : right - 4, y)
  return above !== null && !body.contains(above) && !above.contains(body)
}
