/** In place of numbers and addresses: always as long, so that it says nothing about what was there. */
export const MASK = '****'

/** Words of a message without what names somebody. */
export type RedactText = (text: string) => string

/** With bounds, or a long text without blanks would be looked at from each of its characters to its end. */
const MAIL = /[A-Za-z0-9._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu
/** A phone number in groups. */
const PHONE = /\+?\p{Nd}{1,4}(?:[-\s.()]{1,2}\p{Nd}{2,4}){2,4}/gu
/** QQ numbers have five digits at least. */
const LONG_NUMBER = /\p{Nd}{5,}/gu
/** What comes after a name in an @ that is only as long as the name. */
const END_OF_MENTION = '(?=$|[\\s\\p{P}\\p{Z}\\u2005])'

/**
 * Replaces mail addresses by a mask, every known name by what stands for it, the longest first, without looking at case, and then
 * phone numbers and numbers of five digits and more by a mask. Names of one character are replaced only as `@` mentions, or no text would be
 * left. Not found: nicknames nobody has on record, and names with other characters in between.
 */
export function createTextRedactor(names: ReadonlyMap<string, string>): RedactText {
  // By their first two characters, the longest first.
  const byStart = new Map<string, { name: string; pseudonym: string }[]>()
  const short: { mention: RegExp; pseudonym: string }[] = []
  for (const [name, pseudonym] of names) {
    const folded = fold(name)
    if (name.trim() === '') continue
    if (Array.from(name).length < 2) {
      const mention = new RegExp(`@${name.replace(/[$()*+./?[\\\]^{|}-]/gu, '\\$&')}${END_OF_MENTION}`, 'gu')
      short.push({ mention, pseudonym: `@${pseudonym}` })
      continue
    }
    const start = folded.slice(0, 2)
    const list = byStart.get(start)
    if (list) list.push({ name: folded, pseudonym })
    else byStart.set(start, [{ name: folded, pseudonym }])
  }
  for (const list of byStart.values()) list.sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1))

  /** Pieces between names are masked; a pseudonym is not. */
  return (given) => {
    // First: an address may begin with a name, and all of it tells who it is.
    const text = given.includes('@') ? given.replace(MAIL, `${MASK}@${MASK}`) : given
    const folded = fold(text)
    let out = ''
    let rest = 0
    for (let at = 0; at + 1 < folded.length; at++) {
      const found = byStart.get(folded.slice(at, at + 2))?.find(({ name }) => folded.startsWith(name, at))
      if (!found) continue
      out += masked(text.slice(rest, at), short) + found.pseudonym
      rest = at + found.name.length
      at = rest - 1
    }
    return rest === 0 ? masked(text, short) : out + masked(text.slice(rest), short)
  }
}

function masked(text: string, short: readonly { mention: RegExp; pseudonym: string }[]): string {
  let plain = text
  if (plain.includes('@')) for (const { mention, pseudonym } of short) plain = plain.replace(mention, pseudonym)
  return plain.replace(PHONE, MASK).replace(LONG_NUMBER, MASK)
}

/** Without case, as long as the text was. At the end of a word a sigma is another letter: here it is the same one. */
function fold(text: string): string {
  const lower = text.toLowerCase().replaceAll('ς', 'σ')
  if (lower.length === text.length) return lower
  return Array.from(text, (character) => {
    const small = character.toLowerCase().replace('ς', 'σ')
    return small.length === character.length ? small : character
  }).join('')
}
