import { visibleControls } from './controls.ts'

/** Characters with which a spreadsheet takes a cell for a formula, also after blanks and quotes, also full-width. */
const FORMULA = /^[\s'"\u200b-\u200f\ufeff]*[=+\-@＝＋－＠\t\r\n]/

/**
 * Text as a cell that no spreadsheet calculates: an apostrophe goes before what would be a formula. {@link unguarded} takes it
 * off again, and nothing else.
 */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text that was guarded. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell
}

/** Text of strangers as a field of RFC 4180, always in quotes. */
export function textCell(text: string): string {
  return `"${guarded(visibleControls(text)).replaceAll('"', '""')}"`
}
