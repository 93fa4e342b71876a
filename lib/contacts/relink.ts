import type { Contact } from '../chat/contact.ts'
import type { HandleKind } from '../chat/handle.ts'
import { canonical, partedIn } from './book.ts'
import { linkOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { evidenceOf } from './evidence.ts'
import { pairsIn } from './pairs.ts'
import { settle } from './settle.ts'
import { letGo, tie, weakLinksTo } from './tie.ts'

/**
 * Looks for the past of everybody in this login who has none yet: first by real numbers, then by all that is known. With
 * `kind` only of those about whom something was learnt.
 */
export function relink(draft: Draft, kind?: HandleKind): void {
  uniteNumbers(draft)
  for (const { fresh, old, likeness } of settle(pairsIn(draft, kind))) {
    tie(draft, fresh.contact, old.contact, evidenceOf(likeness))
  }
}

/**
 * One real number is one person, also when two handles of this login have it (the number in a list and the one in poll
 * can differ, qqbot #55). Whoever was taken for that person on lesser evidence was somebody else.
 */
function uniteNumbers(draft: Draft): void {
  const byNumber = new Map<string, Contact[]>()
  for (const contact of draft.contacts.values()) {
    if (contact.number === null || draft.aliases.has(contact.id)) continue
    const key = `${contact.kind} ${contact.number}`
    byNumber.set(key, [...(byNumber.get(key) ?? []), contact])
  }
  for (const group of byNumber.values()) {
    if (group.length < 2) continue
    const newcomers = group.filter((contact) => isFresh(draft, contact))
    const [known = newcomers.shift(), ...others] = group.filter((contact) => !isFresh(draft, contact))
    // Two from before with one number are the user's doing: he keeps them apart, or has yet to say.
    if (!known || others.length > 0) continue
    const isParted = partedIn(draft)
    for (const newcomer of newcomers) {
      if (isParted(newcomer.id, known.id)) continue
      for (const { handle } of weakLinksTo(draft, known)) letGo(draft, handle)
      tie(draft, newcomer, draft.contacts.get(known.id) ?? known, 'number')
    }
  }
}

/** Made for a handle of this login, and nothing else is known of it. */
export function isFresh(draft: Draft, contact: Contact): boolean {
  const hasPast = [...draft.aliases.values()].includes(contact.id)
  return !hasPast && canonical(draft, contact.id) === contact.id && linkOf(draft, contact.id)?.evidence === 'none'
}
