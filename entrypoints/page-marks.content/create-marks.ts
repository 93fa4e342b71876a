import { createMarkKeeper } from '../../lib/smartqq/page/mark-keeper.ts'
import type { MarkedMessage } from '../../lib/smartqq/page/mark-keeper.ts'
import { readShownMessages } from '../../lib/smartqq/page/shown-messages.ts'
import { boxOf } from '../drawer-host.content/layout.ts'
import type { Box } from '../drawer-host.content/layout.ts'
import type { CreateMarks } from './marks-door.ts'
import { createMarksLayer } from './marks-layer.ts'

/** The marks of one document. */
export const createMarks: CreateMarks = (layer, on) => {
  const draw = createMarksLayer(layer, on.why)
  const keeper = createMarkKeeper(Date.now, (ms) => setTimeout(readAnew, ms))
  /** Null: to be read. */
  let marked: MarkedMessage[] | null = null

  function readAnew(): void {
    marked = null
    on.again()
  }

  return {
    set(marks) {
      keeper.setMarks(marks)
      readAnew()
    },
    textChanged() {
      marked = null
    },
    draw(chat, edge, words) {
      const { body, seen } = chat ?? {}
      if (!body) {
        marked = null
        return draw([], layer, NOTHING, words)
      }
      marked ??= keeper.read(readShownMessages(body))
      const clip = cut(boxOf(seen ?? body), edge)
      return draw(clip.right > clip.left ? marked : [], body, clip, words)
    },
  }
}

const NOTHING: Box = { left: 0, top: 0, right: 0, bottom: 0 }

/** What of it is in the window, left of the drawer. */
const cut = ({ left, top, right, bottom }: Box, edge: number): Box => ({
  left: Math.max(0, left),
  top: Math.max(0, top),
  right: Math.min(edge, right),
  bottom: Math.min(innerHeight, bottom),
})
