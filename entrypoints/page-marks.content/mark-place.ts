import type { Box } from '../drawer-host.content/layout.ts'

export interface MarkPlace {
  top: number
  /** The edge it grows from, in px from the left of the window: our own marks to the left, the others to the right. */
  edge: number
  isOwn: boolean
  maxWidth: number
  /** There is no room for words: only the sign. */
  isShort: boolean
}

const HEIGHT = 24
const GAP = 8
/** Less than this holds no word. */
const WORDS_FROM = 72
const SIGN_WIDTH = 24
/** Longer ones are cut: the whole of it is in the title. */
const WIDEST = 260

/**
 * Where a mark stands beside its bubble, never over a text: on the side the chat is empty on, else on the picture of who
 * wrote it; null: nowhere. `clip`: what is seen of the chat.
 */
export function placeMark(bubble: Box, avatar: Box | null, isOwn: boolean, clip: Box): MarkPlace | null {
  const top = bubble.top + Math.min((bubble.bottom - bubble.top - HEIGHT) / 2, GAP)
  if (bubble.right === bubble.left || top + HEIGHT <= clip.top || top >= clip.bottom) return null
  const edge = isOwn ? bubble.left - GAP : bubble.right + GAP
  const room = Math.min(WIDEST, (isOwn ? edge - clip.left : clip.right - edge) - GAP)
  const isShort = room < WORDS_FROM
  if (room >= SIGN_WIDTH) return { top, edge, isOwn, maxWidth: isShort ? SIGN_WIDTH : room, isShort }
  if (!avatar || avatar.right - avatar.left < SIGN_WIDTH) return null
  return {
    top: avatar.bottom - HEIGHT,
    edge: isOwn ? avatar.right : avatar.left,
    isOwn,
    maxWidth: SIGN_WIDTH,
    isShort,
  }
}
