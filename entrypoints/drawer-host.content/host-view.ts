import type { HostOrder, HostReport } from '../../lib/ports.ts'
import type { ChatPanel } from '../../lib/smartqq/page/chat-panel.ts'
import { door } from '../page-marks.content/marks-door.ts'
import type { Marks } from '../page-marks.content/marks-door.ts'
import { createDrawerFrame } from './drawer-frame.ts'
import { add, createHostElement } from './host-element.ts'
import { boxOf, placeFurniture } from './layout.ts'

type SetUp = Extract<HostOrder, { kind: 'set-up' }>

/** What is seen of ours on the page: the button, the drawer and the marks. `kick`: something has to be placed anew. */
export function createHostView(report: (said: HostReport) => void, kick: () => void) {
  const { host, root } = createHostElement()
  const layer = add(root, 'div', 'marks')
  const place = add(root, 'div', 'drawer')
  const button = add(root, 'button', 'toggle')
  button.hidden = true
  const drawer = createDrawerFrame(place, host, report)
  const isDark = matchMedia('(prefers-color-scheme: dark)')

  let setUp: SetUp | null = null
  let isToggled = false
  let marks: Marks | undefined
  let placed = ''

  /** The other script is there as soon as the page is, if it is there at all. */
  const marksOfPage = () => (marks ??= door.createCompanionMarks?.(layer, { why, again: kick }))

  function why(key: string): void {
    report({ kind: 'why', key })
    drawer.open(true)
    kick()
  }

  function toggle(): void {
    if (drawer.isOpen()) drawer.close(button)
    else drawer.open(true)
    kick()
  }

  // A click takes no focus from the page's box.
  root.onmousedown = (event) => event.preventDefault()
  button.onclick = toggle
  button.onkeydown = ({ key }) => {
    if (key === 'Escape' && drawer.isOpen()) toggle()
  }

  return {
    order(order: Exclude<HostOrder, { kind: 'fill' }>): void {
      if (order.kind === 'set-up') {
        if (!setUp && order.isOpen) drawer.open(false)
        setUp = order
        if (isToggled) toggle()
        isToggled = false
      } else if (order.kind === 'token') drawer.token(order.token, setUp?.words.drawer ?? '')
      else if (order.kind === 'marks') marksOfPage()?.set(order.marks)
      // A shortcut may be what woke the background, and come before the words.
      else if (order.kind === 'toggle' && !setUp) isToggled = true
      else if (order.kind === 'toggle' || drawer.isOpen()) toggle()
      kick()
    },
    askAgain: drawer.askAgain,
    /** Those that are there are not for this chat. */
    forgetMarks: () => marks?.set([]),
    /** Something on the page has changed; `isText`: perhaps a message. */
    changed(isText: boolean): void {
      if (isText) marks?.textChanged()
      // Thrown out by the page.
      if (host.isConnected) return
      document.documentElement.append(host)
      drawer.lost()
    },
    /** Places everything where it belongs now. @returns whether anything has moved */
    place(chat: ChatPanel | null): boolean {
      if (!setUp) return false
      const { header, footer } = chat ?? {}
      const kept = { header: header ? boxOf(header) : null, footer: footer ? boxOf(footer) : null }
      const furniture = placeFurniture(document.documentElement.clientWidth, innerHeight, kept)
      const edge = drawer.isOpen() ? innerWidth - furniture.width : innerWidth
      const hasMoved = placeUs(furniture, setUp)
      return marks?.draw(setUp.marks ? chat : null, edge, setUp.words) || hasMoved
    },
    remove: () => host.remove(),
  }

  function placeUs(furniture: ReturnType<typeof placeFurniture>, { words, theme, button: isWanted }: SetUp): boolean {
    const isOpen = drawer.isOpen()
    const isDrawnDark = theme === 'dark' || (theme === 'auto' && isDark.matches)
    const now = JSON.stringify([furniture, isOpen, words, isDrawnDark, isWanted])
    if (now === placed) return false
    placed = now
    const { width, top, bottom, isSheet } = furniture
    root.className = isDrawnDark ? 'root dark' : 'root'
    place.style.cssText = `width:${width}px;top:${top}px;height:${bottom - top}px`
    button.style.cssText = `top:${furniture.button}px;right:${isOpen ? width : 0}px`
    button.hidden = !isWanted || (isOpen && isSheet)
    button.ariaExpanded = `${isOpen}`
    button.title = button.ariaLabel = isOpen ? words.close : words.open
    return true
  }
}
