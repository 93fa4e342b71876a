import { oneLine, plainLines } from './controls.ts'

/** What the layout itself begins lines with. Blanks before it are those that {@link guardedLines} put there. */
const LAYOUT = /^ *(?:\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}:\d{2}|={5,}|消息(?:记录|分组|对象))/

/**
 * Text as lines that cannot be taken for the layout's own: such a line gets one more blank before it. A reader takes one blank
 * off each line that matches after it; every text comes back as it was, but for controls and the kind of its line breaks.
 */
export function guardedLines(text: string): string {
  return plainLines(text)
    .split('\n')
    .map((line) => (LAYOUT.test(line) ? ` ${line}` : line))
    .join('\r\n')
}

/** How marks of ours begin, and the ranks that QQ puts before names. */
const MARK = /^【/
const LOOKS_LIKE_NUMBER = /(?:\([^()]*\)|<[^<>]*>)$/

/**
 * The author of a message as its first line has it: `【自动回复】小明(10001)`. Empty brackets tell what only looks like a number,
 * a mark or a rank: `Bob(123)()` has no number, `【】【已撤回】` is a name.
 */
export function authorText(name: string, number: string | null, marks: readonly string[]): string {
  const plain = oneLine(name)
  const before = marks.map((mark) => `【${mark}】`).join('') + (MARK.test(plain) ? '【】' : '')
  const after = number !== null ? `(${number})` : LOOKS_LIKE_NUMBER.test(plain) ? '()' : ''
  return before + plain + after
}
