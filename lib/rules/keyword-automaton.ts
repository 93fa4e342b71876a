import { firstOfFolded, firstOfRaw, SAME, SKIP, STOP } from './first-units.ts'
import { rawUnits } from './fold-table.ts'
import type { Fold } from './fold-table.ts'
import { foldText, isMark } from './fold.ts'
import { at, buildTrie, linkSuffixes, NONE, ROOT, skipLeaves } from './keyword-trie.ts'

/**
 * Finds all of many words in one pass over a text (Aho and Corasick's automaton), which is folded while it is read. Time
 * is linear in the text and hardly depends on how many words there are, whatever either is made of: a word is reported
 * once, and a chain of words that end at the same place is followed only as far as it is new.
 */
export interface KeywordAutomaton {
  /** Looks through texts as they were written, after which `found` and `has` speak of them. */
  scan(texts: readonly string[]): void
  /** Numbers of the words that the texts of the last scan contain, each once. Good until the next scan. */
  found(): readonly number[]
  has(word: number): boolean
}

/** @param words - Folded and not empty each, and no two equal; their places are their numbers. */
export function buildKeywordAutomaton(words: readonly string[], fold: Fold): KeywordAutomaton {
  const trie = buildTrie(words)
  const { word, children, edge } = trie
  const { suffix, ending, shorter } = linkSuffixes(trie)
  const resume = skipLeaves(trie, suffix)
  const raw = rawUnits(fold)
  const rawFirst = firstOfRaw(trie.first, fold)
  let foldedFirst: Int32Array | null = null
  const nodeOf = new Int32Array(words.length)
  for (let node = 1; node < trie.size; node++) if (word[node] !== NONE) nodeOf[at(word, node)] = node

  const seen = new Uint32Array(trie.size)
  const found: number[] = []
  let scanNumber = 0

  /** Whether it came to the end: it stops at a unit that alone does not say what becomes of it. */
  const scanText = (text: string, first: Int32Array, units: Uint16Array, repeats: boolean): boolean => {
    let state = ROOT
    let last = NONE
    for (let place = 0; place < text.length; place++) {
      const written = text.charCodeAt(place)
      const start = at(first, written)
      if (start < ROOT) {
        if (start === SKIP) continue
        if (start === STOP) return false
        state = ROOT
        last = NONE
        continue
      }
      const unit = at(units, written)
      if (repeats) {
        if (unit === last && isMark(unit)) continue
        last = unit
      }
      let next = ROOT
      while (state !== ROOT) {
        if (((at(children, state) >>> (unit & 31)) & 1) !== 0) next = edge(state, unit)
        if (next !== ROOT) break
        state = at(suffix, state)
      }
      if (next === ROOT) next = start
      for (let end = at(ending, next); end !== ROOT && seen[end] !== scanNumber; end = at(shorter, end)) {
        seen[end] = scanNumber
        found.push(at(word, end))
      }
      state = at(resume, next)
    }
    return true
  }
  const begin = (): void => {
    found.length = 0
    scanNumber = (scanNumber + 1) >>> 0
    if (scanNumber === 0) seen.fill(scanNumber++)
  }
  return {
    scan(texts) {
      begin()
      if (texts.every((text) => scanText(text, rawFirst, raw, fold.repeats))) return
      // What was found before the stop may not be there: an accent makes another letter of the one before it.
      begin()
      foldedFirst ??= firstOfFolded(trie.first)
      for (const text of texts) scanText(foldText(text, fold), foldedFirst, SAME, false)
    },
    found: () => found,
    has: (wordNumber) => seen[at(nodeOf, wordNumber)] === scanNumber,
  }
}
