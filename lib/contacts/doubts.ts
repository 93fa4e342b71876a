import type { Contact, ContactId } from '../chat/contact.ts'
import type { Book } from './book.ts'
import { WORTH_ASKING } from './evidence.ts'
import type { Doubt, Reason } from './evidence.ts'
import { pairsIn } from './pairs.ts'
import type { Pair } from './settle.ts'

/** Two contacts that may be the same: only the user can say. */
export interface Question {
  /** Met in the last login. */
  fresh: ContactId
  /** Known from before, and not recognised in it. */
  old: ContactId
  reasons: Reason[]
  against: Doubt[]
  /** Others may be the same as one of the two as well. */
  hasRivals: boolean
  score: number
}

/** So many candidates are shown for one contact: more would be a list nobody reads. */
const MOST_CANDIDATES = 3

/**
 * The pairs that are alike and not sure, without those the user keeps apart, most alike first. A group is asked about once
 * its members have come, since they usually settle it.
 */
export function questionsIn(book: Book): Question[] {
  const alike = pairsIn(book)
    .filter(({ fresh, likeness, isTaken }) => !isTaken && likeness.score >= WORTH_ASKING && hasDetails(fresh.contact))
    .toSorted((a, b) => b.likeness.score - a.likeness.score)
  const asked = new Map<ContactId, number>()
  for (const { fresh, old } of alike) for (const { contact } of [fresh, old]) count(asked, contact.id)
  const shown = new Map<ContactId, number>()
  return alike
    .filter(({ fresh }) => count(shown, fresh.contact.id) <= MOST_CANDIDATES)
    .map((pair) =>
      toQuestion(
        pair,
        [pair.fresh, pair.old].some(({ contact }) => (asked.get(contact.id) ?? 0) > 1),
      ),
    )
}

function toQuestion({ fresh, old, likeness }: Pair, hasRivals: boolean): Question {
  const { reasons, against, score } = likeness
  return { fresh: fresh.contact.id, old: old.contact.id, reasons, against, hasRivals, score }
}

const hasDetails = ({ kind, members }: Contact) => kind === 'person' || members !== null

function count(counts: Map<ContactId, number>, id: ContactId): number {
  const next = (counts.get(id) ?? 0) + 1
  counts.set(id, next)
  return next
}
