import type { OfflineWords } from './offline-words.ts'

/** Fills the offline page, whose elements are there, with the words, and looks at every file it is given. `language`: of dates. */
export function startPage(language: string, words: OfflineWords): void
