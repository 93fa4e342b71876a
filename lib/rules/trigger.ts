import type { Keyword } from './matchers/matcher.ts'

/** A message that has none of `words` in it and is none of `wholes` cannot match. */
export interface Trigger {
  words: readonly Keyword[]
  wholes: readonly Keyword[]
}

/** Where all have to be met, one is enough to rule a message out: the one that is met least often. */
export function allTriggers(triggers: readonly (Trigger | null)[]): Trigger | null {
  let best: Trigger | null = null
  for (const trigger of triggers) if (trigger && (!best || rarity(trigger) > rarity(best))) best = trigger
  return best
}

/** Where any may be met, each has to be looked for. */
export function anyTrigger(triggers: readonly (Trigger | null)[]): Trigger | null {
  const known = triggers.filter((trigger) => trigger !== null)
  if (known.length < triggers.length) return null
  return { words: known.flatMap(({ words }) => words), wholes: known.flatMap(({ wholes }) => wholes) }
}

/** Higher for what is rarer: a whole text before a word, long words before short ones, few before many. */
function rarity({ words, wholes }: Trigger): number {
  const shortest = words.reduce((least, { folded }) => Math.min(least, folded.length), 100)
  return 1_000 * shortest - words.length - wholes.length
}
