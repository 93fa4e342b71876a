/** Texts of plain Chinese, Latin letters, digits and common marks, without blanks in a row: they stay as they are. */
const PLAIN = /^(?:[!-~\u3001\u3002\u4e00-\u9fff\uff01-\uff1f]| (?! |$))*$/
/** Blanks, and the signs that some programs write for those that are control characters (tab, line ends). */
const BLANKS = /[\s\u2409-\u240d]+/g
/** What some programs drop or show as a sign: control characters, their signs, what stands for no character, and what nobody sees. */
const UNSEEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2400-\u2421\ufffd]+/gu
const BRACKETS = /\[[^[\]]{1,12}\]/g
const NOT_WORDS = /[^\p{L}\p{N}]+/gu
const ONLY_WORDS = /^[a-z0-9\u4e00-\u9fff]*$/

/** The form in which two programs' texts of the same message are equal. */
export function comparableText(text: string): string {
  if (PLAIN.test(text) && !text.startsWith(' ')) return text
  return text.toWellFormed().normalize('NFC').replace(BLANKS, ' ').replace(UNSEEN, '').trim()
}

/** A comparable text with every face and picture as `[]`: QQ's own exports write `[表情]` for all of them. */
export function withoutFaces(comparable: string): string {
  return comparable.includes('[') ? comparable.replace(BRACKETS, '[]') : comparable
}

/** Whether QQ wrote a comparable text without telling which face or picture it was. */
export function hasNamelessFaces(comparable: string): boolean {
  return comparable.includes('[表情]') || comparable.includes('[图片]')
}

/** The beginning of a comparable text's words alone: equal in texts that differ in marks or in length only. Empty without words. */
export function looseText(comparable: string): string {
  const start = comparable.slice(0, 64)
  return (ONLY_WORDS.test(start) ? start : start.toLowerCase().replace(NOT_WORDS, '')).slice(0, 16)
}

/** 32 bits that a text comes to; different ones for each seed. */
export function hash32(text: string, seed: number): number {
  let hash = seed ^ text.length
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x9e3779b1) + (hash >>> 15)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
