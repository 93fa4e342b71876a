/** Longest value put into a reply, in code points, the mark of a cut included. */
export const MAX_VALUE_LENGTH = 60

/**
 * Characters nobody sees that change how their surroundings look: bidirectional marks, embeddings, overrides and
 * isolates, zero-width blanks. Zero-width joiners stay: emoji are made with them.
 */
const UNSEEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu

/** Line breaks, tabs, other controls and every kind of blank. */
const BLANKS = /[\s\p{Cc}]+/gu

/**
 * A name or capture, written by somebody else, made safe to stand in a reply: one line, no direction tricks, no face
 * mark-up (`[` and `]` become full-width), at most {@link MAX_VALUE_LENGTH} characters.
 */
export function templateValue(value: string): string {
  const line = value.toWellFormed().replace(UNSEEN, '').replace(BLANKS, ' ').trim()
  const characters = Array.from(line.replaceAll('[', '［').replaceAll(']', '］'))
  if (characters.length <= MAX_VALUE_LENGTH) return characters.join('')
  return `${characters.slice(0, MAX_VALUE_LENGTH - 1).join('')}…`
}
