import { MASK } from './mask.ts'
import { createMentions } from './redact-mentions.ts'
import { createLoneLetters, createLongNames, fold } from './redact-names.ts'

/** Words of a message without what names somebody. */
export type RedactText = (text: string) => string

/** With bounds, or a long text without blanks would be looked at from each of its characters to its end. */
const MAIL = /[A-Za-z0-9._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu
/** A phone number in groups. */
const PHONE = /\+?\p{Nd}{1,4}(?:[-\s.()]{1,2}\p{Nd}{2,4}){2,4}/gu
/** QQ numbers have five digits at least. */
const LONG_NUMBER = /\p{Nd}{5,}/gu

/**
 * Replaces mail addresses by a mask, every known name by what stands for it, the longest first, without looking at case, whatever else
 * follows an `@` by what stands for a stranger of that name, and then phone numbers and numbers of five digits and more by a mask.
 *
 * Names of one character would leave no text if they were replaced everywhere: those of one letter are where they stand alone, between
 * what is neither letter nor digit; those of a digit or sign only behind an `@`; both only in the case they are known in.
 *
 * Not found: nicknames that are on no record and not behind an `@`, and names with other characters in between.
 */
export function createTextRedactor(
  names: ReadonlyMap<string, string>,
  strangerOf: (name: string) => string,
): RedactText {
  const long = createLongNames(names)
  const lone = createLoneLetters(names)
  const mentions = createMentions(names, strangerOf, (folded, at) => long(folded, at) !== null)

  /** Pieces between names are masked; a pseudonym is not. */
  return (given) => {
    // First: an address may begin with a name, and all of it tells who it is.
    const text = given.includes('@') ? given.replace(MAIL, `${MASK}@${MASK}`) : given
    const folded = fold(text)
    const hasMentions = mentions.may(text)
    const hasLone = lone.may(text)
    let out = ''
    let rest = 0
    for (let at = 0; at < folded.length; at++) {
      const found =
        long(folded, at) ??
        (hasMentions ? mentions.find(text, folded, at) : null) ??
        (hasLone ? lone.find(text, at) : null)
      if (!found) continue
      out += masked(text.slice(rest, at)) + found.pseudonym
      rest = at + found.length
      at = rest - 1
    }
    return rest === 0 ? masked(text) : out + masked(text.slice(rest))
  }
}

function masked(text: string): string {
  return text.replace(PHONE, MASK).replace(LONG_NUMBER, MASK)
}
