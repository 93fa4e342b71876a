import { plainLines } from '../controls.ts'

const SPECIAL = /[&<>"']/g
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text of anybody for use between tags and in quoted attributes. Controls are shown as signs, line breaks are LF. */
export function escapedHtml(text: string): string {
  return plainLines(text).replace(SPECIAL, (character) => ENTITIES[character] ?? '')
}
