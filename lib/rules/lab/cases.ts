import type { Condition, ContentKind, Rule, TextMatch } from '../rule.ts'

/** One way in which a rule's words can be met: all of these hold together. A text condition has one text in it. */
export type Case = readonly Literal[]

export type Literal =
  | { on: 'text'; match: TextMatch; text: string; not: boolean }
  | { on: 'pattern'; pattern: string; not: boolean }
  | { on: 'content'; kinds: readonly ContentKind[]; not: boolean }

/** A rule with more cases than this is too much to look through. */
const MOST = 120

/**
 * Every way in which the words of a rule can be met, as a list of cases; null when there are too many. `contains any of a, b`
 * is two cases, `contains all of a, b` one; a negated condition is its parts' contrary.
 */
export function casesOf({ what }: Pick<Rule, 'what'>): Case[] | null {
  const groups = what.groups.map(({ join, conditions }) => joined(join, conditions.map(casesOfCondition)))
  return joined(what.join, groups)
}

function joined(join: 'all' | 'any', parts: (Case[] | null)[]): Case[] | null {
  let cases: Case[] = join === 'all' ? [[]] : []
  for (const part of parts) {
    if (!part) return null
    cases = join === 'any' ? [...cases, ...part] : cases.flatMap((one) => part.map((other) => [...one, ...other]))
    if (cases.length > MOST) return null
  }
  return cases
}

function casesOfCondition(condition: Condition): Case[] {
  if (condition.on !== 'text') return [[condition]]
  const { match, texts, not } = condition
  const literals = texts.map((text): Literal => ({ on: 'text', match, text, not }))
  // Not all of them is one of them not; not any of them is all of them not.
  const isTogether = (match === 'all-of') !== not
  return isTogether ? [literals] : literals.map((literal) => [literal])
}
