import * as PAGE from './selectors.ts'

/** The parts of the open chat, each null when the page has none where it should be. */
export interface ChatPanel {
  panel: HTMLElement
  header: Element | null
  title: Element | null
  menu: Element | null
  body: HTMLElement | null
  /** What is seen of the body, which is moved about in it. */
  seen: Element | null
  footer: Element | null
  box: HTMLTextAreaElement | null
}

/**
 * The chat that is open and really shown. A closed one stays in the document with its messages, and after a second login
 * without a reload there are several.
 */
export function findChatPanel(document: Document): ChatPanel | null {
  const box = document.querySelector(PAGE.chatBox)
  const panels = [...document.querySelectorAll<HTMLElement>(PAGE.chatPanel)]
  const around = box?.closest<HTMLElement>(PAGE.panel)
  const panel = (panels.length > 0 ? panels : around ? [around] : []).findLast(isShown)
  if (!panel) return null
  const part = (selector: string) => panel.querySelector<HTMLElement>(selector)
  return {
    panel,
    header: part(PAGE.panelHeader),
    title: part(PAGE.panelTitle),
    menu: part(PAGE.panelMenu),
    body: part(PAGE.chatBody),
    seen: part(PAGE.panelWindow),
    footer: part(PAGE.chatFooter),
    box: box instanceof HTMLTextAreaElement && panel.contains(box) ? box : null,
  }
}

/** What the page hides it takes out of the layout, and moves away for the time of a transition. */
function isShown(panel: HTMLElement): boolean {
  for (let part: Element | null = panel; part; part = part.parentElement)
    if (getComputedStyle(part).display === 'none') return false
  const { left, right, width } = panel.getBoundingClientRect()
  return width === 0 || (right > 0 && left < innerWidth)
}
