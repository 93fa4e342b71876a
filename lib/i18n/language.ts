/** A language we have words in, as a BCP 47 tag. */
export type Language = 'zh-CN' | 'en'

/** The language to speak: `auto` follows the browser's (`uiLanguage`), Chinese of any kind, else English. */
export function languageOf(preferred: 'auto' | Language, uiLanguage: string): Language {
  return preferred === 'auto' ? (/^zh\b/i.test(uiLanguage) ? 'zh-CN' : 'en') : preferred
}
