import type { PagePart } from '../../ports.ts'
import type { ChatPanel } from './chat-panel.ts'
import { readNumber } from './read-number.ts'
import * as PAGE from './selectors.ts'

/** What is not as it should be in the chat that is open. */
export function brokenInChat({ title, menu, body, box }: ChatPanel): PagePart[] {
  const broken: PagePart[] = []
  if (!title) broken.push('chat-title')
  if (!menu?.querySelector(`${PAGE.friendEntry}, ${PAGE.manyEntry}`)) broken.push('chat-menu')
  if (!body) broken.push('chat-body')
  else if (!hasMessages(body)) broken.push('chat-message')
  if (!box) broken.push('chat-box')
  return broken
}

/** As `brokenInChat`, of the lists; null: they are empty, and say nothing. */
export function brokenInLists(document: Document): PagePart[] | null {
  let isAny = false
  for (const list of document.querySelectorAll(PAGE.lists))
    for (const item of list.children) {
      isAny = true
      // One that is as it should be is enough: the page has a bug that makes an item for nobody.
      if (
        item.matches(PAGE.listItem) &&
        readNumber(item.getAttribute(PAGE.itemNumber)) &&
        item.hasAttribute(PAGE.itemType)
      )
        return []
    }
  return isAny ? ['list-item'] : null
}

function hasMessages(body: Element): boolean {
  const isEmpty = [...body.children].every((child) => child.classList.contains(PAGE.time))
  return isEmpty || body.querySelector(`.${PAGE.message} ${PAGE.messageText}`) !== null
}
