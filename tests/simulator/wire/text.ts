const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\u00a0': '&nbsp;',
}

/** Texts and names as the service stores them: mark-up characters as HTML entities, once. */
export const withEntities = (text: string): string => text.replace(/[&<>"'\u00a0]/g, (char) => ENTITIES[char] ?? char)

/** A reply body: JSON with `<`, `>`, `&` and `'` as \u escapes, ending in a newline. */
export const toWireJson = (value: unknown): string =>
  `${JSON.stringify(value).replace(/[<>&']/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`

/** A text inside single quotes in a JS call, as ptlogin writes its replies. */
export const toJsString = (text: string): string =>
  text.replace(/[\\'<>\r\n]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
