import type { PageMark } from '../../ports.ts'
import { alignMarks } from './align.ts'
import type { ShownMessage } from './shown-messages.ts'

/** A message on the page about which something is to be said. */
export interface MarkedMessage {
  mark: PageMark & { mark: NonNullable<PageMark['mark']> }
  message: ShownMessage
}

/**
 * A new message is on the page before it is in our list, or the other way round. If it has the text of an older one,
 * nobody can tell the two apart until it is in both: for that long the older one keeps its mark.
 */
const CATCHES_UP_WITHIN = 1_000

/**
 * Remembers which message of the page has which mark. The page writes all messages anew with each that comes, so what is
 * remembered is their texts and order.
 * @param later - calls back in so many ms, for another `read`
 */
export function createMarkKeeper(now: () => number, later: (ms: number) => void) {
  let marks: readonly PageMark[] = []
  let before: { marks: readonly PageMark[]; names: readonly string[]; found: (number | null)[] } = {
    marks: [],
    names: [],
    found: [],
  }
  let keptSince: number | null = null

  return {
    setMarks(given: readonly PageMark[]): void {
      marks = given
    },
    /** @param shown - the messages of the open chat; none when no chat is open */
    read(shown: readonly ShownMessage[]): MarkedMessage[] {
      if (!marks.some(({ mark }) => mark)) {
        before = { marks, names: [], found: [] }
        return []
      }
      const names = shown.map(nameOf)
      if (keptSince !== null || before.marks !== marks || !isEqual(before.names, names)) {
        const found = alignMarks(shown, marks, now())
        keep(names, found)
        before = { marks, names, found }
      }
      return shown.flatMap((message, index) => {
        const mark = marks[before.found[index] ?? -1]
        return mark?.mark ? [{ mark: { ...mark, mark: mark.mark }, message }] : []
      })
    },
  }

  /** Leaves the marks of earlier messages where they were, for a moment, though they are not sure any more. */
  function keep(names: readonly string[], found: (number | null)[]): void {
    const used = new Set(found)
    let isKept = false
    for (let index = 0; index < before.names.length && before.names[index] === names[index]; index++) {
      const key = before.marks[before.found[index] ?? -1]?.key
      if (key === undefined || found[index] !== null) continue
      const mark = marks.findIndex((mark) => mark.key === key)
      if (mark < 0 || used.has(mark)) continue
      keptSince ??= now()
      if (now() - keptSince >= CATCHES_UP_WITHIN) continue
      if (!isKept) later(CATCHES_UP_WITHIN)
      isKept = true
      found[index] = mark
    }
    if (!isKept) keptSince = null
  }
}

/** Without the author: the page forgets it. */
const nameOf = ({ text, isOwn, timeLine }: ShownMessage) => `${isOwn} ${timeLine} ${text}`

const isEqual = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((name, index) => name === b[index])
