/** Longest text that stands for itself. */
const LONGEST = 40

/**
 * A text in the form in which the state remembers it: itself when it is short, else its beginning, its length and a hash.
 * Equal texts have equal marks, and the mark of a mark is the mark itself.
 */
export function textMark(text: string): string {
  if (text.length <= LONGEST) return text
  return `${text.slice(0, 12).toWellFormed()}…${text.length} ${hash(text)}`
}

/** 53 bits in base 36 (cyrb53): nobody comes upon another text with the same one by chance. */
function hash(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return ((b >>> 0) * 0x200000 + (a >>> 11)).toString(36)
}
