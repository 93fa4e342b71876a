import { isStopWord } from './stop-words.ts'

/** Words kept while counting. When there are more, those seen least go: what is said often is still counted. */
const MOST_WORDS = 60_000

const ADDRESS = /(?:https?:\/\/|www\.)\S+/giu
const HAN = /\p{Script=Han}/u
const LETTER = /\p{Letter}/u

/** Counts words of messages. */
export interface WordCounter {
  add(text: string): void
  /** The words said most, at most `limit`, the most frequent first. */
  top(limit: number): { word: string; count: number }[]
}

/**
 * Counts words in Chinese and other languages, as the engine's dictionary parts them. Left out are addresses, numbers, single
 * characters, Latin words of two letters, and words that say nothing by themselves.
 */
export function createWordCounter(most = MOST_WORDS): WordCounter {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  let counts = new Map<string, number>()

  /** Drops the words seen least until a half is left: what is dropped had been seen no more often than what stays. */
  function thin(): void {
    const kept = [...counts].sort(([, a], [, b]) => b - a).slice(0, Math.ceil(most / 2))
    counts = new Map(kept)
  }

  return {
    add(text) {
      for (const { segment, isWordLike } of segmenter.segment(text.replace(ADDRESS, ' '))) {
        if (isWordLike !== true) continue
        const word = segment.toLowerCase()
        if (!isCounted(word)) continue
        counts.set(word, (counts.get(word) ?? 0) + 1)
        if (counts.size > most) thin()
      }
    },
    top: (limit) =>
      [...counts]
        .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
        .slice(0, limit)
        .map(([word, count]) => ({ word, count })),
  }
}

function isCounted(word: string): boolean {
  if (!LETTER.test(word) || isStopWord(word)) return false
  return word.length >= (HAN.test(word) ? 2 : 3)
}
