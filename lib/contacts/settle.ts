import type { ContactId } from '../chat/contact.ts'
import { MARGIN, SURE } from './evidence.ts'
import type { Likeness, Reason } from './evidence.ts'
import type { Traits } from './traits.ts'

/** Somebody met in this login and a contact from before that it may be. */
export interface Pair {
  fresh: Traits
  old: Traits
  likeness: Likeness
}

/** By these alone people and groups are pointed at; when one of them points elsewhere, nobody is sure. */
const POINTERS: readonly Reason[] = ['claimed-number', 'remark', 'nick', 'name', 'founding']
const CONTRADICTIONS = new Set(['claimed-number', 'remark', 'nick', 'birthday', 'gender', 'name'])

/**
 * The pairs that are surely the same: enough points, clearly ahead of every other pair of either side, and no name,
 * remark or number that points to another candidate. Pairs in which everything agrees go first, so that a change of
 * names is judged among those who are left: after that, whoever is settled is nobody else's candidate.
 */
export function settle(pairs: readonly Pair[]): Pair[] {
  const settled: Pair[] = []
  let open = pairs
  for (;;) {
    const rivals = rivalsIn(open)
    const sure = open.filter((pair) => isSure(pair, rivals))
    const agreeing = sure.filter(({ likeness }) => !likeness.against.some((doubt) => CONTRADICTIONS.has(doubt)))
    const next = agreeing.length > 0 ? agreeing : sure
    if (next.length === 0) return settled
    settled.push(...next)
    const taken = new Set(next.flatMap(({ fresh, old }) => [fresh.contact.id, old.contact.id]))
    open = open.filter(({ fresh, old }) => !taken.has(fresh.contact.id) && !taken.has(old.contact.id))
  }
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
  if (likeness.score < SURE) return false
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
