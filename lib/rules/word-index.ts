import type { CompiledRule } from './compile.ts'
import type { ChatEvent } from './event.ts'
import { foldKey, foldWhole } from './fold.ts'
import type { Fold } from './fold.ts'
import { buildKeywordAutomaton } from './keyword-automaton.ts'
import type { KeywordAutomaton } from './keyword-automaton.ts'
import type { Reading } from './matchers/matcher.ts'
import { readingOf, textsOf } from './reading.ts'

/** Collects the words of all rules, apart by what the rules fold, and numbers them. */
export interface IndexBuilder {
  idOf(fold: Fold): (folded: string) => number
  words: ReadonlyMap<number, { fold: Fold; ids: ReadonlyMap<string, number> }>
}

export function indexBuilder(): IndexBuilder {
  const words = new Map<number, { fold: Fold; ids: Map<string, number> }>()
  return {
    words,
    idOf(fold) {
      const { ids } = words.get(foldKey(fold)) ?? { ids: new Map<string, number>() }
      words.set(foldKey(fold), { fold, ids })
      return (folded) => {
        const id = ids.get(folded) ?? ids.size
        ids.set(folded, id)
        return id
      }
    },
  }
}

/** Says which rules can match a message at all. */
export interface WordIndex {
  /** Places of the rules that can, in order, each with the message as its rule reads it. */
  candidates(event: ChatEvent): readonly Candidate[]
}

export interface Candidate {
  place: number
  reading: Reading
}

/** Rules that fold alike, and their words. */
interface Shelf {
  fold: Fold
  automaton: KeywordAutomaton
  /** By number of a word: places of the rules that can match when it is there. */
  byWord: readonly (readonly number[])[]
  /** By whole text. */
  byWhole: ReadonlyMap<string, readonly number[]>
  /** Places of the rules that have to be asked about every message. */
  always: readonly number[]
}

/** @param rules - Those that are to be found. */
export function buildWordIndex({ words }: IndexBuilder, rules: readonly CompiledRule[]): WordIndex {
  const shelves = [...words].map(([key, { fold, ids }]) =>
    buildShelf(
      fold,
      [...ids.keys()],
      rules.filter(({ rule }) => foldKey(rule.what.fold) === key),
    ),
  )
  const seen = new Uint32Array((rules.at(-1)?.place ?? 0) + 1)
  let round = 0

  return {
    candidates(event) {
      const found: Candidate[] = []
      const texts = textsOf(event)
      round = (round + 1) >>> 0
      if (round === 0) seen.fill(round++)
      for (const { fold, automaton, byWord, byWhole, always } of shelves) {
        let reading: Reading | null = null
        const add = (places: readonly number[]): void => {
          for (const place of places) {
            if (seen[place] === round) continue
            seen[place] = round
            reading ??= readingOf(event, fold, ({ id }) => automaton.has(id))
            found.push({ place, reading })
          }
        }
        automaton.scan(texts)
        add(always)
        for (const word of automaton.found()) add(byWord[word] ?? [])
        if (byWhole.size > 0) for (const text of texts) add(byWhole.get(foldWhole(text, fold)) ?? [])
      }
      return found.length > 1 ? found.sort((a, b) => a.place - b.place) : found
    },
  }
}

function buildShelf(fold: Fold, words: readonly string[], rules: readonly CompiledRule[]): Shelf {
  const byWord: number[][] = words.map(() => [])
  const byWhole = new Map<string, number[]>()
  const always: number[] = []
  for (const { place, what } of rules) {
    if (!what.trigger) always.push(place)
    for (const { id } of what.trigger?.words ?? []) byWord[id]?.push(place)
    for (const { folded } of what.trigger?.wholes ?? []) byWhole.set(folded, [...(byWhole.get(folded) ?? []), place])
  }
  return { fold, automaton: buildKeywordAutomaton(words, fold), byWord, byWhole, always }
}
