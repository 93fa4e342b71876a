import { FILTER_NAMES } from './wish.ts'
import type { FilterName } from './wish.ts'

/** What else people type for a filter. The first is the one that is proposed in Chinese. */
export const FILTER_ALIASES: Readonly<Record<FilterName, readonly string[]>> = {
  from: ['来自', '发送人'],
  in: ['在', '会话'],
  has: ['含', '包含'],
  before: ['早于', '之前'],
  after: ['晚于', '之后'],
  on: ['当天', '日期'],
}

/** More than any filter and its colon. */
export const LONGEST_FILTER = 8

/** The name of the account itself, after `from:`. */
export const ME = /^(?:me|我|自己)$/i

/** The filter that is written so in front of a colon; null when there is none. */
export function filterNamed(typed: string): FilterName | null {
  const name = typed.normalize('NFKC').toLowerCase()
  return FILTER_NAMES.find((filter) => filter === name || FILTER_ALIASES[filter].includes(name)) ?? null
}
