import { foldText } from './fold.ts'
import type { Fold } from './fold.ts'
import { parsePattern } from './pattern-syntax.ts'
import type { PatternNode } from './pattern-syntax.ts'

/** Most words that are looked for on behalf of one pattern, and the longest of them. */
const MOST_WORDS = 32
const LONGEST_WORD = 16

/**
 * Words of which every text that the pattern is found in has at least one, once text and words are folded alike; null:
 * none are known, and the pattern has to be tried on everything.
 * @param source - In RE2's own syntax, and known to compile.
 */
export function neededLiterals(source: string, fold: Fold): readonly string[] | null {
  const node = parsePattern(source)
  const words = node && needs(study(node, fold))
  return words && words.every((word) => foldText(word, fold) !== '') ? words : null
}

/** What is known of a part: every text that it can match, when these are few; else words of which each match has one. */
type Known = { all: readonly string[] } | { all: null; needed: readonly string[] | null }

const NOT_KNOWN: Known = { all: null, needed: null }

function study(node: PatternNode, fold: Fold): Known {
  switch (node.kind) {
    case 'character':
      return isPlain(node.character, node.anyCase || fold.case, fold.case) ? { all: [node.character] } : NOT_KNOWN
    case 'unknown':
      return NOT_KNOWN
    case 'nothing':
      return { all: [''] }
    case 'sequence':
      return inSequence(node.parts.map((part) => study(part, fold)))
    case 'choice':
      return oneOf(node.options.map((option) => study(option, fold)))
    case 'repeat':
      return repeated(study(node.part, fold), node)
  }
}

/**
 * A character that stays itself beside whatever stands next to it, and that means no other: it does not compose with
 * marks once a text is composed, and has no case, or one that folding takes away.
 */
function isPlain(character: string, isAnyCase: boolean, isFolded: boolean): boolean {
  if (/^[A-Za-z]$/.test(character)) return !isAnyCase || isFolded
  return /^[\u0020-\u007E\u3001-\u3020\u3400-\u9FFF\uFF01-\uFF0F\uFF1A-\uFF20]$/.test(character)
}

function inSequence(parts: readonly Known[]): Known {
  let best: readonly string[] | null = null
  let run: readonly string[] = ['']
  let isWhole = true
  for (const part of parts) {
    const longer: readonly string[] | null = part.all && crossed(run, part.all)
    if (longer) {
      run = longer
      continue
    }
    // The run ends here: what it came to is one word that is needed, the part itself may be another.
    isWhole = false
    best = better(best, better(run, needs(part)))
    run = part.all ?? ['']
  }
  return isWhole ? { all: run } : { all: null, needed: better(best, run) }
}

/** Every text of the first followed by every text of the second; null: too many, or too long. */
function crossed(first: readonly string[], second: readonly string[]): readonly string[] | null {
  if (first.length * second.length > MOST_WORDS) return null
  const both = first.flatMap((before) => second.map((after) => before + after))
  return both.some(({ length }) => length > LONGEST_WORD) ? null : both
}

function oneOf(options: readonly Known[]): Known {
  const all = options.flatMap((option) => option.all ?? [])
  if (options.every((option) => option.all) && all.length <= MOST_WORDS) return { all }
  const needed = options.map(needs)
  const words = needed.flatMap((one) => one ?? [])
  return { all: null, needed: needed.every((one) => one) && words.length <= MOST_WORDS ? words : null }
}

function repeated(part: Known, { isOptional, isOnce }: { isOptional: boolean; isOnce: boolean }): Known {
  if (isOptional) return isOnce && part.all && part.all.length < MOST_WORDS ? { all: [...part.all, ''] } : NOT_KNOWN
  return isOnce ? part : { all: null, needed: needs(part) }
}

/** Words of which one is needed, from everything that is known. */
function needs(known: Known): readonly string[] | null {
  if (known.all === null) return known.needed
  return known.all.includes('') ? null : known.all
}

/** The words that are found less often: the longer ones, then the fewer. */
function better(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (!a || a.includes('')) return b && !b.includes('') ? b : null
  if (!b || b.includes('')) return a
  const shortestOfA = Math.min(...a.map(({ length }) => length))
  const shortestOfB = Math.min(...b.map(({ length }) => length))
  return shortestOfB > shortestOfA || (shortestOfB === shortestOfA && b.length < a.length) ? b : a
}
