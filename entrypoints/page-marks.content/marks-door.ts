import type { HostWords, PageMark } from '../../lib/ports.ts'
import type { ChatPanel } from '../../lib/smartqq/page/chat-panel.ts'

/** The marks on the page, for the script that has the port, our element and the watch. */
export interface Marks {
  /** What is to be said about the messages of the open chat. */
  set(marks: readonly PageMark[]): void
  /** The text of a message may have changed. */
  textChanged(): void
  /**
   * Draws what is seen of them. `chat`: null when there is to be none; `edge`: where the drawer begins, px.
   * @returns whether anything has moved since the last time
   */
  draw(chat: ChatPanel | null, edge: number, words: HostWords): boolean
}

/** @param layer - of our element, as large as `draw` makes it; `again`: something is to be drawn anew */
export type CreateMarks = (layer: HTMLElement, on: { why(key: string): void; again(): void }) => Marks

/**
 * Where the two scripts meet: the world of the extension's own scripts on the page, which the page cannot see. They are
 * two because each has a size it must not exceed, and because one can do without the other.
 */
export const door = globalThis as { createCompanionMarks?: CreateMarks }
