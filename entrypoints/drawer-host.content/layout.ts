/** A part of the window, in px from its upper left corner. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** What nothing of ours may stand on: the chat's header with its buttons, its foot with the box; null: no chat is open. */
export interface Kept {
  header: Box | null
  footer: Box | null
}

export interface Furniture {
  /** Of the drawer. */
  width: number
  top: number
  bottom: number
  /** The drawer takes the whole width. */
  isSheet: boolean
  /** Upper edge of the button. */
  button: number
}

const DRAWER_WIDTH = 340
/** Beside a narrower window's drawer nothing of use would be left. */
const SHEET_BELOW = 480
/** The page has a header at its upper edge, and only there. */
const HEADER_WITHIN = 100
const BUTTON_HEIGHT = 32
const GAP = 8

export function boxOf(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect()
  return { left, top, right, bottom }
}

/** Where the drawer stands, at the right edge of the window, and the button beside it. */
export function placeFurniture(width: number, height: number, { header, footer }: Kept): Furniture {
  const isSheet = width < SHEET_BELOW
  const drawer = isSheet ? width : DRAWER_WIDTH
  const isUnder = (box: Box) => box.right > width - drawer
  const above = header && header.bottom <= HEADER_WITHIN ? header.bottom : 0
  const below = footer && footer.top > 0 && footer.top < height ? footer.top : height
  return {
    width: drawer,
    top: header && !isSheet && isUnder(header) ? above : 0,
    bottom: footer && isUnder(footer) ? below : height,
    isSheet,
    button: Math.max(0, Math.min(Math.max(height / 2, above + GAP), below - GAP - BUTTON_HEIGHT)),
  }
}
