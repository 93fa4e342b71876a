import { computed, signal } from '@preact/signals'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'
import type { Words } from './en.ts'
import type { Key } from './zh-CN.ts'

/** A language we have words in, as a BCP 47 tag. */
export type Language = 'zh-CN' | 'en'

const catalogues: Record<Language, Record<Key, Words>> = { 'zh-CN': zhCN, en }
const chosen = signal<Language>('zh-CN')

/** The language the page speaks now. Components that call `t` follow it by themselves. */
export const language = computed(() => chosen.value)

/** Switches the page to the preferred language; `auto` follows the browser's (`uiLanguage`): Chinese of any kind, else English. */
export function setLanguage(preferred: 'auto' | Language, uiLanguage: string): void {
  chosen.value = preferred === 'auto' ? (/^zh\b/i.test(uiLanguage) ? 'zh-CN' : 'en') : preferred
}

/**
 * The words for a key in the page's language. `{name}` places take `values.name` (numbers by the rules of the
 * language); `values.count` also chooses the plural. Values are inserted as they are and never read as words again.
 */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return wordParts(key, values.count)
    .map((part) => {
      if (typeof part === 'string') return part
      const value = values[part.place]
      return typeof value === 'number' ? new Intl.NumberFormat(language.value).format(value) : (value ?? '')
    })
    .join('')
}

/** The words for a key in pieces, for a component that puts more than text in the places. */
export function wordParts(key: Key, count?: unknown): (string | { place: string })[] {
  const words = catalogues[language.value][key]
  const text = typeof words === 'string' ? words : words[pluralForm(count)]
  return text.split(/(\{\w+\})/).flatMap<string | { place: string }>((piece) => {
    if (piece === '') return []
    return /^\{\w+\}$/.test(piece) ? [{ place: piece.slice(1, -1) }] : [piece]
  })
}

function pluralForm(count: unknown): 'one' | 'other' {
  if (typeof count !== 'number') return 'other'
  return new Intl.PluralRules(language.value).select(count) === 'one' ? 'one' : 'other'
}
