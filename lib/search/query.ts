import { readContent } from './content.ts'
import { readDays } from './days.ts'
import { filterNamed, LONGEST_FILTER, ME } from './filters.ts'
import { foldForSearch } from './fold.ts'
import type { FilterName, Mistake, Query, Wish } from './wish.ts'

export type { Query } from './wish.ts'

/**
 * Reads what was typed, by the grammar of {@link Query}. Never throws: what is not understood is left out, and said in
 * `mistakes`.
 */
export function parseQuery(text: string): Query {
  return new Reader(text).read()
}

const BLANK = /\s/
const OPENING = /["“”＂]/
const BAR = /[|｜]/
const MINUS = /[-－]/
const COLON = /[:：]/

/** One value, and how it was written. */
interface Piece {
  text: string
  isQuoted: boolean
}

class Reader {
  private at = 0
  private readonly groups: Wish[][] = []
  private readonly mistakes: Mistake[] = []
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  read(): Query {
    // A bar stands before the next wish: it is an alternative to the last group.
    let isOpen = false
    for (;;) {
      this.skipBlanks()
      if (this.at >= this.text.length) break
      if (this.sees(BAR)) {
        this.at++
        if (isOpen || this.groups.length === 0) this.mistakes.push({ why: 'loose-bar' })
        isOpen = this.groups.length > 0
        continue
      }
      const wishes = this.readAlternatives()
      if (wishes.length === 0) continue
      if (isOpen) this.groups.at(-1)?.push(...wishes)
      else this.groups.push(wishes)
      isOpen = false
    }
    if (isOpen) this.mistakes.push({ why: 'loose-bar' })
    return { groups: this.groups, mistakes: this.mistakes }
  }

  /** Alternatives without blanks between them; a minus in front of them denies them all. */
  private readAlternatives(): Wish[] {
    const not = this.sees(MINUS) && /\S/.test(this.text.charAt(this.at + 1))
    if (not) this.at++
    let filter = this.readFilter()
    const wishes: Wish[] = []
    for (;;) {
      const wish = this.readWish(filter)
      if (wish !== null) wishes.push(wish)
      const next = this.text.charAt(this.at + 1)
      if (!this.sees(BAR) || next === '' || BLANK.test(next) || BAR.test(next)) break
      this.at++
      filter = this.readFilter() ?? filter
    }
    const [first] = wishes
    if (!not || first === undefined) return wishes
    return wishes.length === 1 ? [{ ...first, not: true }] : [{ not: true, kind: 'any', of: wishes }]
  }

  private readFilter(): FilterName | null {
    const colon = this.text.slice(this.at, this.at + LONGEST_FILTER).search(COLON)
    if (colon <= 0) return null
    const filter = filterNamed(this.text.slice(this.at, this.at + colon))
    if (filter !== null) this.at += colon + 1
    return filter
  }

  private readWish(filter: FilterName | null): Wish | null {
    const { text, isQuoted } = this.readPiece()
    const folded = foldForSearch(text)
    if (filter === null) return folded === '' ? null : { not: false, kind: 'words', text }
    if (folded.trim() === '') {
      this.mistakes.push({ why: 'no-value', filter })
      return null
    }
    switch (filter) {
      case 'from':
        return { not: false, kind: filter, name: text, isMe: !isQuoted && ME.test(text) }
      case 'in':
        return { not: false, kind: filter, name: text }
      case 'has': {
        const what = readContent(text)
        if (what === null) this.mistakes.push({ why: 'no-content', value: text })
        return what === null ? null : { not: false, kind: filter, what }
      }
      case 'before':
      case 'after':
      case 'on': {
        const days = readDays(text)
        if (days === null) this.mistakes.push({ why: 'no-date', value: text })
        return days === null ? null : { not: false, kind: filter, days }
      }
    }
  }

  private readPiece(): Piece {
    const isQuoted = this.sees(OPENING)
    if (isQuoted) this.at++
    const end = isQuoted ? OPENING : /[\s|｜]/
    let text = ''
    while (this.at < this.text.length && !this.sees(end)) {
      const isEscape = this.text.charAt(this.at) === '\\' && this.at + 1 < this.text.length
      if (isEscape) this.at++
      text += this.text.charAt(this.at++)
    }
    if (isQuoted && this.at >= this.text.length) this.mistakes.push({ why: 'open-quote', value: text })
    if (isQuoted) this.at++
    return { text, isQuoted }
  }

  private skipBlanks(): void {
    while (this.at < this.text.length && this.sees(BLANK)) this.at++
  }

  private sees(what: RegExp): boolean {
    return what.test(this.text.charAt(this.at))
  }
}
