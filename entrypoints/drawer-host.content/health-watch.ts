import type { PagePart } from '../../lib/ports.ts'
import type { ChatPanel } from '../../lib/smartqq/page/chat-panel.ts'
import { brokenInChat, brokenInLists } from '../../lib/smartqq/page/page-health.ts'

/** The page builds a chat in several steps. */
const SETTLES_WITHIN = 500

/** Tells which parts of the page are not as they should be, when it has been so for a moment and when that changes. */
export function createHealthWatch(report: (broken: PagePart[]) => void) {
  let chatParts: PagePart[] = []
  let listParts: PagePart[] = []
  let broken: PagePart[] = []
  let said = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function say(): void {
    if (broken.join() === said) return
    said = broken.join()
    report(broken)
  }

  return {
    /** What no chat or list shows now stays as it was when one did. */
    look(chat: ChatPanel | null): void {
      if (chat) chatParts = brokenInChat(chat)
      listParts = brokenInLists(document) ?? listParts
      const now = [...chatParts, ...listParts]
      if (now.join() === broken.join()) return
      broken = now
      clearTimeout(timer)
      timer = setTimeout(say, SETTLES_WITHIN)
    },
    /** To a background that has just come. */
    sayAgain(): void {
      said = '?'
      say()
    },
  }
}
