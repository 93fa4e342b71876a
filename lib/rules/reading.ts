import { compose } from './compose.ts'
import type { ChatEvent } from './event.ts'
import { foldText } from './fold.ts'
import type { Fold } from './fold.ts'
import type { Keyword, Reading } from './matchers/matcher.ts'

/** The texts of a message: as it is, and, when it names me, without the mention. */
export function textsOf({ text, addressed }: ChatEvent): readonly string[] {
  return addressed === undefined ? [text] : [text, addressed]
}

/**
 * A message for the matchers of rules that fold alike. What is asked for is made when it is asked for.
 * @param has - Whether a word is in one of the texts. Absent: it is looked for.
 */
export function readingOf(event: ChatEvent, fold: Fold, has?: (keyword: Keyword) => boolean): Reading {
  let folded: readonly string[] | null = null
  let wholes: readonly string[] | null = null
  let originals: readonly string[] | null = null
  const texts = () => (folded ??= textsOf(event).map((text) => foldText(text, fold)))
  return {
    length: Math.max(event.text.length, event.addressed?.length ?? 0),
    wholes: () => (wholes ??= texts().map((text) => text.trim())),
    originals: () => (originals ??= textsOf(event).map((text) => compose(text).trim())),
    segments: event.segments,
    has: has ?? ((keyword) => texts().some((text) => text.includes(keyword.folded))),
  }
}
