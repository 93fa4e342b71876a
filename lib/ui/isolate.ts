import { hasHidden } from './hidden-characters.ts'

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u

/**
 * Somebody else's text for use inside a sentence of ours that must be plain text (a label, a title): fenced with
 * isolates when it could reorder what stands around it. In markup use `Name` instead.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) || hasHidden(text) ? `\u2068${text}\u2069` : text
}
