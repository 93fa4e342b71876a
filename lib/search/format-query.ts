import { LONGEST_FILTER, filterNamed, ME } from './filters.ts'
import type { Query, Wish } from './wish.ts'

/** A query as one would type it. Read again it is the same, but for its mistakes, which are gone. */
export function formatQuery({ groups }: Pick<Query, 'groups'>): string {
  return groups.map((group) => group.map(formatWish).join(' | ')).join(' ')
}

function formatWish(wish: Wish): string {
  return wish.not ? `-${formatAtom(wish)}` : formatAtom(wish)
}

function formatAtom(wish: Wish): string {
  switch (wish.kind) {
    case 'words':
      return formatValue(wish.text, startsLikeFilter(wish.text))
    case 'from':
      return `from:${formatValue(wish.name, !wish.isMe && ME.test(wish.name))}`
    case 'in':
      return `in:${formatValue(wish.name, false)}`
    case 'has':
      return `has:${wish.what}`
    case 'before':
    case 'after':
    case 'on':
      return `${wish.kind}:${wish.days.text}`
    case 'any':
      return wish.of.map(formatAtom).join('|')
  }
}

/** With it in front a word would be something else. */
const SPECIAL_START = /^["“”＂\-－]/
const SPECIAL = /[\s|｜\\]/
const TO_ESCAPE = /["“”＂\\]/g

/** As it stands behind a filter or by itself: in quotes when it has to be. */
export function formatValue(text: string, mustQuote: boolean): string {
  const isBare = !mustQuote && !SPECIAL_START.test(text) && !SPECIAL.test(text)
  return isBare ? text : `"${text.replace(TO_ESCAPE, '\\$&')}"`
}

function startsLikeFilter(text: string): boolean {
  const colon = text.slice(0, LONGEST_FILTER).search(/[:：]/)
  return colon > 0 && filterNamed(text.slice(0, colon)) !== null
}
