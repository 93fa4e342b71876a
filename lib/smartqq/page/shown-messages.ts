import { foldText, readText } from './fold-text.ts'
import { readNumber } from './read-number.ts'
import * as PAGE from './selectors.ts'

/** A message as the page shows it. Its element dies at the next message: the page writes the whole list anew. */
export interface ShownMessage {
  element: Element
  /** The bubble. */
  content: Element
  avatar: Element | null
  /** Folded. */
  text: string
  isOwn: boolean
  /** Null: it does not say, or not any more. */
  author: number | null
  /** A notice of the page's own. */
  isSystem: boolean
  /** The time line right above it, as text; null: none is. */
  timeLine: string | null
}

/** As many as can be worth a look: more than the background has to say something about. */
const NEWEST = 400

/** The newest messages of a chat's body, oldest first. What is not as it should be is left out. */
export function readShownMessages(body: Element): ShownMessage[] {
  const shown: ShownMessage[] = []
  for (
    let element = body.lastElementChild;
    element && shown.length < NEWEST;
    element = element.previousElementSibling
  ) {
    const content = element.classList.contains(PAGE.message) && element.querySelector(PAGE.messageText)
    if (!content) continue
    const above = element.previousElementSibling
    shown.push({
      element,
      content,
      avatar: element.querySelector(PAGE.messageAvatar),
      text: foldText(readText(content)),
      isOwn: element.classList.contains(PAGE.own),
      author: readNumber(element.getAttribute(PAGE.author)),
      isSystem: element.classList.contains(PAGE.system),
      timeLine: above?.classList.contains(PAGE.time) ? above.textContent : null,
    })
  }
  return shown.reverse()
}
