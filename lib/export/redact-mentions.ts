import { MASK } from './mask.ts'
import { isShort, type NameThere } from './redact-names.ts'

const AT = /[@＠]/u
/** What a name that nobody knows can be made of: up to a blank, a mark that ends a clause, or another `@`. As long as QQ lets names be. */
const UNKNOWN = /[^\s\p{Z}@＠，。！？、；：,!?;:"“”‘’()（）《》【】[\]{}<>]{1,24}/uy
/** What comes after a name of one character that is all there is of it. */
const END = /$|[\s\p{P}\p{Z}]/uy
/** Marks that end a sentence rather than a name. */
const TAIL = /[-._~·…*]+$/u
/** Everybody, and so nobody. */
const EVERYBODY: ReadonlySet<string> = new Set(['全体成员', '全体', '所有人', 'all', 'everyone', 'here'])

/**
 * What stands behind an `@`: names of one character, and names that are on no record. Known names of more characters are left to whoever
 * finds them anywhere; `isKnownAt` says whether one begins at a place of the folded text.
 */
export function createMentions(
  names: ReadonlyMap<string, string>,
  strangerOf: (name: string) => string,
  isKnownAt: (folded: string, at: number) => boolean,
) {
  const short = new Map([...names].filter(([name]) => isShort(name)))

  /** Where the unknown name ends: at the latest where a known one begins. */
  function unknownAt(text: string, folded: string, start: number): string {
    UNKNOWN.lastIndex = start
    const run = UNKNOWN.exec(text)?.[0] ?? ''
    let end = 1
    while (end < run.length && !isKnownAt(folded, start + end)) end += 1
    const name = run.slice(0, end)
    return end < run.length ? name : name.replace(TAIL, '')
  }

  return {
    may: (text: string) => AT.test(text),
    /** The `@` at this place with the name behind it; null when there is none. */
    find(text: string, folded: string, at: number): NameThere | null {
      const sign = text[at] ?? ''
      const start = at + 1
      if (!AT.test(sign) || isKnownAt(folded, start) || text.startsWith(MASK, start)) return null
      const first = String.fromCodePoint(text.codePointAt(start) ?? 0)
      const pseudonym = short.get(first)
      END.lastIndex = start + first.length
      if (pseudonym !== undefined && END.test(text)) return { length: 1 + first.length, pseudonym: sign + pseudonym }
      const name = unknownAt(text, folded, start)
      // Long numbers are masked wherever they are.
      if (name === '' || EVERYBODY.has(name.toLowerCase()) || /^\p{Nd}{5,}$/u.test(name)) return null
      return { length: 1 + name.length, pseudonym: sign + strangerOf(name) }
    },
  }
}
