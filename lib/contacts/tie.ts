import type { AliasWhy, Contact } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, isWeak } from './book.ts'
import type { Evidence, HandleLink } from './book.ts'
import { amend, before, linkedBy, linkOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { newContact } from './new-contact.ts'

const WHY: Record<Exclude<Evidence, 'none'>, AliasWhy> = {
  number: 'same-number',
  remark: 'same-remark',
  profile: 'same-profile',
  founding: 'same-founding',
  members: 'same-members',
  user: 'user',
}

/** How an alias made on this evidence gives its reason. */
export function aliasWhy(evidence: Exclude<Evidence, 'none'>): AliasWhy {
  return WHY[evidence]
}

/**
 * Makes somebody met in this login one with a contact from before, who takes over the newer names. What is stored under
 * the new contact stays there, behind an alias: so the step can be taken back.
 */
export function tie(draft: Draft, fresh: Contact, old: Contact, evidence: Exclude<Evidence, 'none'>): void {
  const link = linkOf(draft, fresh.id)
  const isUnheardOf = draft.isNew(fresh.id)
  if (link) {
    const contact = isUnheardOf ? old.id : fresh.id
    const was = evidence === 'number' ? {} : { was: before(old) }
    draft.link({ handle: link.handle, contact, evidence, at: draft.now, ...was })
  }
  // Nobody has stored anything under a contact of this very draft: it need not exist.
  if (isUnheardOf) draft.drop(fresh.id)
  else draft.merge(fresh.id, old.id, aliasWhy(evidence))
  // Also when nothing is new: by this it is known to have been here.
  draft.put({
    ...old,
    updatedAt: draft.now,
    nick: fresh.nick ?? old.nick,
    // Whoever is not in a list has no remark to show: the known one stays.
    remark: fresh.isFriend || fresh.kind !== 'person' ? fresh.remark : (fresh.remark ?? old.remark),
    category: fresh.category ?? old.category,
    isFriend: fresh.isFriend || old.isFriend,
    number: old.number ?? fresh.number,
    profile: fresh.profile ?? old.profile,
    members: fresh.members ?? old.members,
    notice: fresh.notice ?? old.notice,
    createdAt: old.createdAt ?? fresh.createdAt,
    ...detailsAtOf(fresh, old),
  })
}

/** Of details that are an older login's nobody knows how they are now, but that is how old they are. */
function detailsAtOf(fresh: Contact, old: Contact): Pick<Contact, 'detailsAt'> {
  const detailsAt = fresh.detailsAt ?? old.detailsAt
  return detailsAt === undefined ? {} : { detailsAt }
}

/**
 * Takes back what a handle was linked to in this login: the contact gets its old names back, the handle a contact of its
 * own, which has what was stored since. Gives that contact.
 */
export function letGo(draft: Draft, handle: Handle): Contact | undefined {
  const link = linkedBy(draft, handle)
  const known = link && draft.contacts.get(canonical(draft, link.contact))
  if (!link || !known) return undefined
  const isApart = draft.aliases.has(link.contact)
  const own = isApart ? draft.contacts.get(link.contact) : undefined
  if (isApart) draft.split(link.contact)
  const { nick, remark, category, isFriend } = known
  const mine = own ?? newContact(draft.newId(), draft.account, handle.kind, draft.now)
  draft.link({ handle, contact: mine.id, evidence: 'none', at: draft.now })
  if (link.was)
    amend(draft, known, { ...link.was, ...(known.kind === 'person' ? {} : { members: null, notice: null }) })
  return amend(draft, mine, { nick, remark, category, isFriend })
}

/** Whether a handle was linked by evidence that can turn out wrong. */
export function isWeaklyLinked(draft: Draft, handle: Handle): boolean {
  const link = linkedBy(draft, handle)
  return link !== undefined && isWeak(link)
}

/** Everybody who was linked to this contact in this login by evidence that can turn out wrong. */
export function weakLinksTo(draft: Draft, contact: Contact): HandleLink[] {
  return [...draft.handles.values()].filter((link) => isWeak(link) && canonical(draft, link.contact) === contact.id)
}
