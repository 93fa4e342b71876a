import { computed, signal } from '@preact/signals'
import type { Words } from './en.ts'
import type { Key } from './zh-CN.ts'

/** A language we have words in, as a BCP 47 tag. */
export type Language = 'zh-CN' | 'en'

type Catalogue = Partial<Record<Key, Words>>

/** Words in each language, fetched when they are needed. */
export type Source = Record<Language, () => Promise<Catalogue>>

/** Each language is a chunk of its own: a page waits only for the one it speaks. */
const sources: Source[] = [
  {
    'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
    en: async () => (await import('./en.ts')).en,
  },
]

/** The words of the workbench, for {@link alsoSpeak}. */
export const workbenchWords: Source = {
  'zh-CN': async () => (await import('./zh-CN-workbench.ts')).zhCNWorkbench,
  en: async () => (await import('./en-workbench.ts')).enWorkbench,
}

/** Has the page speak further words too, from its next {@link setLanguage} on. Called once, before the first. */
export function alsoSpeak(source: Source): void {
  if (!sources.includes(source)) sources.push(source)
}

const spoken = signal<{ language: Language; words: Catalogue }>({ language: 'zh-CN', words: {} })
let asked = 0

/** The language the page speaks now. Components that call `t` follow it by themselves. */
export const language = computed(() => spoken.value.language)

/**
 * Switches the page to the preferred language; `auto` follows the browser's (`uiLanguage`): Chinese of any kind, else
 * English. Resolves when the words are there; of several calls the last one counts.
 */
export async function setLanguage(preferred: 'auto' | Language, uiLanguage: string): Promise<void> {
  const mine = ++asked
  const wanted = preferred === 'auto' ? (/^zh\b/i.test(uiLanguage) ? 'zh-CN' : 'en') : preferred
  const all = await Promise.all(sources.map((source) => source[wanted]()))
  const words: Catalogue = Object.assign({}, ...all)
  if (mine === asked) spoken.value = { language: wanted, words }
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
  // Before the first `setLanguage` there are no words: then the key stands for itself.
  const words = spoken.value.words[key] ?? key
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
