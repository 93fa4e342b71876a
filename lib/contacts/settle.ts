import type { Contact, ContactId } from '../chat/contact.ts'
import { evidenceOf, MARGIN, SURE } from './evidence.ts'
import type { Likeness, Reason } from './evidence.ts'
import type { Traits } from './traits.ts'

/** Somebody met in this login and a contact from before that it may be. */
export interface Pair {
  fresh: Traits
  old: Traits
  likeness: Likeness
  /** Whoever was met is somebody already, of whom the other may be an older part: it competes, and cannot be linked. */
  isTaken: boolean
  /** The contact from before was not there in the login before this one. */
  isStale: boolean
}

/** By these alone people and groups are pointed at; when one of them points elsewhere, nobody is sure. */
const POINTERS: readonly Reason[] = ['claimed-number', 'remark', 'nick', 'name', 'founding']

/**
 * The pairs that are surely the same: enough points, clearly ahead of every other pair of either side, and no name,
 * remark or number that points to another candidate. Then the same among those who are left, since whoever is settled is
 * no candidate any more, but for contacts that may be older parts of the same person.
 */
export function settle(pairs: readonly Pair[]): Pair[] {
  const settled: Pair[] = []
  let open = pairs
  for (;;) {
    const rivals = rivalsIn(open)
    const next = open.filter((pair) => isSure(pair, rivals))
    if (next.length === 0) return settled
    settled.push(...next)
    const found = new Map(next.map(({ fresh, old }) => [fresh.contact.id, old.contact]))
    const taken = new Set(next.map(({ old }) => old.contact.id))
    open = open.flatMap((pair) => {
      if (taken.has(pair.old.contact.id)) return []
      const self = found.get(pair.fresh.contact.id)
      if (!self) return [pair]
      return wereApart(self, pair.old.contact) ? [] : [{ ...pair, isTaken: true }]
    })
  }
}

/** Whether two contacts were there at the same time: then they are not one, split by a change nobody could follow. */
export function wereApart(a: Pick<Contact, 'firstSeenAt' | 'updatedAt'>, b: typeof a): boolean {
  return a.firstSeenAt <= b.updatedAt && b.firstSeenAt <= a.updatedAt
}

/** All pairs a contact is in, of either side. */
type Rivals = ReadonlyMap<ContactId, readonly Pair[]>

function rivalsIn(pairs: readonly Pair[]): Rivals {
  const rivals = new Map<ContactId, Pair[]>()
  for (const pair of pairs) {
    for (const { contact } of [pair.fresh, pair.old]) {
      const others = rivals.get(contact.id)
      if (others) others.push(pair)
      else rivals.set(contact.id, [pair])
    }
  }
  return rivals
}

function isSure(pair: Pair, rivals: Rivals): boolean {
  const { fresh, old, likeness } = pair
  if (pair.isTaken || likeness.score < SURE) return false
  // Names and profiles can be taken over from somebody who has gone; for those who were just there somebody must step aside.
  if (pair.isStale && evidenceOf(likeness) === 'profile') return false
  const margin = MARGIN[fresh.contact.kind]
  return [fresh.contact.id, old.contact.id].every((id) =>
    (rivals.get(id) ?? []).every(
      (rival) =>
        rival === pair ||
        ((leadOver(rival, pair) >= margin || isOutdated(rival, pair)) && !pointsElsewhere(rival, pair)),
    ),
  )
}

/**
 * Whether a rival contact was last seen before the one of the pair first came, and is no more like. It is somebody who is
 * gone, or the same person from before a change that nobody could follow: either way not the one to look for now.
 */
function isOutdated(rival: Pair, pair: Pair): boolean {
  if (rival.fresh !== pair.fresh) return false
  return rival.old.contact.updatedAt < pair.old.contact.firstSeenAt && rival.likeness.score < pair.likeness.score
}

/**
 * How many points a pair is ahead of a rival. A profile that was not asked for yet may be as like as the one that was:
 * without this, whoever is asked about first would be taken for the friend they copy.
 */
function leadOver({ likeness: rival }: Pair, { likeness }: Pair): number {
  const unseen = rival.profile === null ? Math.max(0, likeness.profile ?? 0) : 0
  return likeness.core - rival.core - unseen
}

/** Whether a rival has a name, remark or number of its own to show, which the pair lacks. */
function pointsElsewhere({ likeness: rival }: Pair, { likeness }: Pair): boolean {
  if (likeness.reasons.includes('number') || rival.against.includes('stranger')) return false
  return POINTERS.some((reason) => rival.reasons.includes(reason) && !likeness.reasons.includes(reason))
}
