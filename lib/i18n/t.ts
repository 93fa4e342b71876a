import { computed, signal } from '@preact/signals'
import type { Words } from './en.ts'
import { languageOf } from './language.ts'
import type { Language } from './language.ts'
import type { Key } from './zh-CN.ts'

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

/** What the popup says only later, for {@link learn}; drawer and workbench say it too. */
export const lateWords: Source = {
  'zh-CN': async () => {
    const [{ zhCNLate }, { zhCNEditor }, { zhCNTrouble }] = await Promise.all([
      import('./zh-CN-late.ts'),
      import('./zh-CN-editor.ts'),
      import('./zh-CN-trouble.ts'),
    ])
    return { ...zhCNLate, ...zhCNEditor, ...zhCNTrouble }
  },
  en: async () => {
    const [{ enLate }, { enEditor }, { enTrouble }] = await Promise.all([
      import('./en-late.ts'),
      import('./en-editor.ts'),
      import('./en-trouble.ts'),
    ])
    return { ...enLate, ...enEditor, ...enTrouble }
  },
}

/** The words of a contact's card, for {@link alsoSpeak}. */
export const cardWords: Source = {
  'zh-CN': async () => (await import('./zh-CN-card.ts')).zhCNCard,
  en: async () => (await import('./en-card.ts')).enCard,
}

/** The words of the drawer, for {@link alsoSpeak}. */
export const drawerWords: Source = {
  'zh-CN': async () => (await import('./zh-CN-drawer.ts')).zhCNDrawer,
  en: async () => (await import('./en-drawer.ts')).enDrawer,
}

/** The words of the workbench, for {@link alsoSpeak}. */
export const workbenchWords: Source = {
  'zh-CN': async () => (await import('./zh-CN-workbench.ts')).zhCNWorkbench,
  en: async () => (await import('./en-workbench.ts')).enWorkbench,
}

/** The words of the lab and of the diagnostics, for {@link alsoSpeak}. */
export const labWords: Source = {
  'zh-CN': async () => (await import('./zh-CN-lab.ts')).zhCNLab,
  en: async () => (await import('./en-lab.ts')).enLab,
}

/** The words of the workbench's rules and settings, for {@link alsoSpeak}. */
export const rulesWords: Source = {
  'zh-CN': async () => (await import('./zh-CN-rules.ts')).zhCNRules,
  en: async () => (await import('./en-rules.ts')).enRules,
}

/** The words of the workbench's parts that read, export, import, keep and count messages, for {@link alsoSpeak}. */
export const archiveWords: Source = {
  'zh-CN': async () => {
    const [reader, exporting, importing, storage, statistics] = await Promise.all([
      import('./zh-CN-reader.ts'),
      import('./zh-CN-export.ts'),
      import('./zh-CN-import.ts'),
      import('./zh-CN-storage.ts'),
      import('./zh-CN-statistics.ts'),
    ])
    return {
      ...reader.zhCNReader,
      ...exporting.zhCNExport,
      ...importing.zhCNImport,
      ...storage.zhCNStorage,
      ...statistics.zhCNStatistics,
    }
  },
  en: async () => {
    const [reader, exporting, importing, storage, statistics] = await Promise.all([
      import('./en-reader.ts'),
      import('./en-export.ts'),
      import('./en-import.ts'),
      import('./en-storage.ts'),
      import('./en-statistics.ts'),
    ])
    return {
      ...reader.enReader,
      ...exporting.enExport,
      ...importing.enImport,
      ...storage.enStorage,
      ...statistics.enStatistics,
    }
  },
}

/** Has the page speak further words too, from its next {@link setLanguage} on. Called before the first. */
export function alsoSpeak(...further: Source[]): void {
  sources.push(...further.filter((source) => !sources.includes(source)))
}

const spoken = signal<{ language: Language; words: Catalogue }>({ language: 'zh-CN', words: {} })
let asked = 0
let wished: Language = 'zh-CN'
const learning = new Map<Source, Promise<void>>()

/** The language the page speaks now. Components that call `t` follow it by themselves. */
export const language = computed(() => spoken.value.language)

/** Switches the page to the preferred language. Resolves when the words are there; of several calls the last one counts. */
export async function setLanguage(preferred: 'auto' | Language, uiLanguage: string): Promise<void> {
  const mine = ++asked
  const wanted = languageOf(preferred, uiLanguage)
  wished = wanted
  const all = await Promise.all(sources.map((source) => source[wanted]()))
  const words: Catalogue = Object.assign({}, ...all)
  if (mine === asked) spoken.value = { language: wanted, words }
}

/** Has a page that speaks already learn further words. Resolves when they are there. */
export function learn(source: Source): Promise<void> {
  const known = learning.get(source)
  if (known) return known
  if (sources.includes(source)) return Promise.resolve()
  sources.push(source)
  const learnt = setLanguage(wished, '')
  learning.set(source, learnt)
  return learnt
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
