import type { Evidence } from './book.ts'
import { compareProfiles } from './profile-evidence.ts'
import type { Traits } from './traits.ts'

/** What speaks for two contacts being the same. */
export type Reason =
  | 'number'
  | 'claimed-number'
  | 'remark'
  | 'nick'
  | 'category'
  | 'birthday'
  | 'profile'
  | 'name'
  | 'founding'
  | 'owner'
  | 'members'

/** What speaks against it, without ruling it out. */
export type Doubt =
  | 'claimed-number'
  | 'remark'
  | 'nick'
  | 'category'
  | 'birthday'
  | 'gender'
  | 'place'
  | 'name'
  | 'owner'
  | 'members'
  | 'stranger'

/** How much two contacts look like one. */
export interface Likeness {
  /** Points; `SURE` and more may be linked without asking. */
  score: number
  /**
   * The points by which candidates are told from each other: without those of the category, which many share, and without
   * the loss of a remark, which the user may have taken away.
   */
  core: number
  /** The part of `core` that is from the profiles; null when one of them is not known. */
  profile: number | null
  reasons: Reason[]
  against: Doubt[]
}

/** Points from which a pair may be linked, if no other candidate is near. */
export const SURE = 45
/** Points from which a pair is shown to the user. */
export const WORTH_ASKING = 20
/** How many points a pair must be ahead of every other one of either side. */
export const MARGIN = { person: 15, group: 15, discuss: 25 } as const

/**
 * Compares somebody met in this login with a contact from before; null when they cannot be the same: another kind, two
 * different real numbers, groups founded at different seconds. The weights are explained in docs/decisions/0005.
 */
export function compare(fresh: Traits, old: Traits): Likeness | null {
  const [a, b] = [fresh.contact, old.contact]
  if (a.kind !== b.kind || areDifferent(a.number, b.number) || areDifferent(a.createdAt, b.createdAt)) return null
  const likeness: Likeness = { score: 0, core: 0, profile: null, reasons: [], against: [] }
  const reason = (points: number, why: Reason) => {
    likeness.core += points
    likeness.reasons.push(why)
  }
  const doubt = (points: number, why: Doubt) => {
    likeness.core -= points
    likeness.against.push(why)
  }

  if (a.number !== null && a.number === b.number) reason(100, 'number')
  if (fresh.remark && fresh.remark === old.remark) reason(60, 'remark')

  if (a.kind === 'person') {
    comparePeople(fresh, old, reason, doubt)
    const points = likeness.core
    if (a.profile && b.profile) {
      compareProfiles(a.profile, b.profile, reason, doubt)
      likeness.profile = likeness.core - points
    }
  }
  if (a.kind === 'group') compareGroups(fresh, old, reason, doubt)
  if (a.kind === 'discuss') compareDiscusses(fresh, old, reason, doubt)

  likeness.score = likeness.core
  if (old.remark && fresh.remark !== old.remark) {
    likeness.score -= 15
    likeness.against.push('remark')
  }
  if (a.category !== null && b.category !== null) {
    const isSame = a.category === b.category
    likeness.score += isSame ? 20 : -5
    if (isSame) likeness.reasons.push('category')
    else likeness.against.push('category')
  }
  return likeness
}

type Reasoner = (points: number, why: Reason) => void
type Doubter = (points: number, why: Doubt) => void

function comparePeople(fresh: Traits, old: Traits, reason: Reasoner, doubt: Doubter): void {
  const [a, b] = [fresh.contact, old.contact]
  const [claim, number] = fresh.claim === null ? [old.claim, a.number] : [fresh.claim, b.number]
  if (claim !== null && number !== null) {
    if (claim === number) reason(70, 'claimed-number')
    // The same remark on both sides is only shown not to be a number.
    else if (fresh.remark !== old.remark) doubt(30, 'claimed-number')
  }
  if (fresh.name && fresh.name === old.name) reason(25, 'nick')
  else if (fresh.name && old.name) doubt(5, 'nick')
  if (fresh.isClose !== old.isClose) doubt(15, 'stranger')
}

/** The second of founding and the name make a group; who owns it decides between equals. */
function compareGroups(fresh: Traits, old: Traits, reason: Reasoner, doubt: Doubter): void {
  if (fresh.contact.createdAt !== null && fresh.contact.createdAt === old.contact.createdAt) reason(40, 'founding')
  if (fresh.name && fresh.name === old.name) reason(20, 'name')
  else if (fresh.name && old.name) doubt(5, 'name')
  if (fresh.owner && fresh.owner === old.owner) reason(10, 'owner')
  else if (fresh.owner && old.owner) doubt(5, 'owner')
}

/** The real numbers of the members make a discussion, also after somebody joined or left. */
function compareDiscusses(fresh: Traits, old: Traits, reason: Reasoner, doubt: Doubter): void {
  const common = [...fresh.members].filter((number) => old.members.has(number)).length
  const all = fresh.members.size + old.members.size - common
  const share = all === 0 ? 0 : common / all
  // With one other member only, the members say no more than that the two know each other.
  if (share >= 0.5) reason(common > 1 ? Math.round(80 * share) : 20, 'members')
  else if (fresh.members.size > 0 && old.members.size > 0) doubt(40, 'members')
  if (fresh.name && fresh.name === old.name) reason(30, 'name')
}

const areDifferent = <T>(a: T | null, b: T | null) => a !== null && b !== null && a !== b

const KINDS: readonly [Reason, Exclude<Evidence, 'none' | 'user'>][] = [
  ['number', 'number'],
  ['claimed-number', 'remark'],
  ['remark', 'remark'],
  ['members', 'members'],
  ['founding', 'founding'],
]

/** The kind of evidence that carries a likeness: its weightiest reason. */
export function evidenceOf({ reasons }: Likeness): Exclude<Evidence, 'none' | 'user'> {
  return KINDS.find(([reason]) => reasons.includes(reason))?.[1] ?? 'profile'
}
