import type { PageMark } from '../../ports.ts'
import { foldText } from './fold-text.ts'
import type { ShownMessage } from './shown-messages.ts'
import { narrowed, spansOf } from './shown-times.ts'
import { surePairs } from './sure-pairs.ts'

type Shown = Pick<ShownMessage, 'text' | 'isOwn' | 'author' | 'isSystem' | 'timeLine'>

/** Messages of equal text from the same side on the page, and ours that could be these; by index. */
interface Equals {
  shown: number[]
  marks: number[]
}

/**
 * Finds for each message on the page which of ours it is. The page drops some of ours and has some we do not, shows what
 * came in one reply in reverse, and says who and when only now and then. So messages of equal text are paired by time,
 * author and order among themselves, and only where there is no other way to pair them.
 * @param shown - oldest first
 * @param marks - oldest first
 * @returns for each of `shown` its index in `marks`; null: not ours, or it could be more than one
 */
export function alignMarks(shown: readonly Shown[], marks: readonly PageMark[], now: number): (number | null)[] {
  const equals = sortByText(shown, marks)
  const aligned: (number | null)[] = shown.map(() => null)
  let spans = spansOf(shown, now)

  for (let before = -1, found = 0; found > before;) {
    before = found
    for (const group of equals) {
      const pairs = surePairs(group.shown, group.marks, (row, other) => {
        const { from, to } = spans[row]!
        const { at } = marks[other]!
        return at >= from && at <= to
      })
      group.shown.forEach((row, index) => (aligned[row] = pairs[index]!))
    }
    found = aligned.filter((mark) => mark !== null).length
    // Whatever is known tells the time of its neighbours.
    spans = narrowed(
      spans.map((span, row) => {
        const at = marks[aligned[row] ?? -1]?.at
        return at === undefined ? span : { from: at, to: at }
      }),
      shown,
    )
  }
  return aligned
}

/**
 * By author too, if that is known of all. Where it is not, authors say nothing: a reply that the page has turned about
 * would pair those it is known of across each other.
 */
function sortByText(shown: readonly Shown[], marks: readonly PageMark[]): Equals[] {
  const byText = new Map<string, Equals>()
  const sort = (into: Map<unknown, Equals>, name: unknown, side: keyof Equals, index: number): void => {
    const group = into.get(name) ?? { shown: [], marks: [] }
    into.set(name, group)
    group[side].push(index)
  }
  shown.forEach(({ text, isOwn, isSystem }, index) => isSystem || sort(byText, isOwn + text, 'shown', index))
  marks.forEach(({ text, isOwn }, index) => sort(byText, isOwn + foldText(text), 'marks', index))

  return [...byText.values()].flatMap((group) => {
    const byAuthor = new Map<unknown, Equals>()
    for (const index of group.shown) sort(byAuthor, shown[index]!.author, 'shown', index)
    for (const index of group.marks) sort(byAuthor, marks[index]!.author, 'marks', index)
    return byAuthor.has(null) ? group : [...byAuthor.values()]
  })
}
