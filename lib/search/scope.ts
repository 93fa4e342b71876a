import type { ContactId } from '../chat/contact.ts'
import { foldForSearch } from './fold.ts'
import { queryGrams } from './grams.ts'
import { compileTextMatch } from './match.ts'
import type { Resolve } from './match.ts'
import type { CandidateWish } from './ports.ts'
import type { Query, Wish } from './wish.ts'

/**
 * Where what a query asks for can be: as narrow as the archive can be asked, and never narrower than the query. null: it can be
 * nowhere.
 */
export function scopeOf(
  query: Pick<Query, 'groups'>,
  resolve: Resolve,
  conversation: ContactId | null,
): CandidateWish | null {
  let conversations: ContactId[] | null = conversation === null ? null : [conversation]
  let from = Number.NEGATIVE_INFINITY
  let to = Number.POSITIVE_INFINITY
  const grams = new Set<string>()
  const either: string[][][] = []
  const terms: string[] = []

  for (const group of query.groups) {
    const [wish] = group
    if (group.length !== 1 || wish === undefined) {
      const lists = group.map(gramsOf)
      if (lists.every((list) => list !== null)) either.push(lists)
      continue
    }
    for (const gram of gramsOf(wish) ?? []) grams.add(gram)
    if (wish.kind === 'words' && !wish.not) terms.push(foldForSearch(wish.text))
    const time = timeOf(wish)
    from = Math.max(from, time.from)
    to = Math.min(to, time.to)
    if (wish.kind === 'in' && !wish.not) {
      const named = resolve.conversations(wish.name)
      conversations = (conversations ?? [...named]).filter((id) => named.has(id))
    }
  }
  if (from >= to || conversations?.length === 0) return null
  const wants = compileTextMatch(query)
  return {
    grams: [...grams].toSorted((one, other) => other.length - one.length),
    ...(either.length > 0 ? { either } : {}),
    ...(terms.length > 0 ? { terms } : {}),
    ...(conversations === null ? {} : { conversations }),
    ...(Number.isFinite(from) ? { from } : {}),
    ...(Number.isFinite(to) ? { to } : {}),
    ...(wants === null ? {} : { wants }),
  }
}

/** Pieces of every text that fulfils the wish; null when the text has nothing to do with it. */
function gramsOf(wish: Wish): string[] | null {
  return wish.kind === 'words' && !wish.not ? queryGrams(foldForSearch(wish.text)) : null
}

const ALWAYS = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

function timeOf(wish: Wish): { from: number; to: number } {
  if (wish.kind === 'before') return wish.not ? { ...ALWAYS, from: wish.days.from } : { ...ALWAYS, to: wish.days.from }
  if (wish.kind === 'after') return wish.not ? { ...ALWAYS, to: wish.days.from } : { ...ALWAYS, from: wish.days.from }
  return wish.kind === 'on' && !wish.not ? wish.days : ALWAYS
}
