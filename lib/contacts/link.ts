import type { Contact } from '../chat/contact.ts'
import { handleKey } from '../chat/handle.ts'
import type { Handle } from '../chat/handle.ts'
import { canonical, contactOf, recognised } from './book.ts'
import type { Book, BookChange, Evidence } from './book.ts'
import { newContact } from './new-contact.ts'

/** Somebody a list of this login names. */
export interface Named {
  handle: Handle
  nick: string | null
  remark: string | null
  category: string | null
  isFriend: boolean
  /** Real number, where the service gave it. */
  number: string | null
}

/**
 * Links the people and groups that a login's list names to lasting contacts. Evidence is only an equal real number or
 * a remark that is unique on both sides; everybody else is a new contact. Two different real numbers are never the
 * same person, whatever the remark says. Pure: the result is what changes.
 */
export function linkNamed(book: Book, named: readonly Named[], now: number, newId: () => string): BookChange {
  const change: BookChange = { contacts: [], handles: [], aliases: [] }
  const remarkCount = new Map<string, number>()
  for (const { remark, handle } of named) {
    if (remark) remarkCount.set(handle.kind + remark, (remarkCount.get(handle.kind + remark) ?? 0) + 1)
  }
  const everybody = [...book.contacts.values()].filter((contact) => canonical(book, contact.id) === contact.id)
  const byNumber = new Map(everybody.flatMap((contact) => (contact.number ? [[contact.number, contact] as const] : [])))
  const byRemark = new Map<string, Contact[]>()
  for (const contact of everybody) {
    if (!contact.remark) continue
    const key = contact.kind + contact.remark
    byRemark.set(key, [...(byRemark.get(key) ?? []), contact])
  }
  const takenByEpoch = new Map<string, Set<string>>()
  const taken = (epoch: string) => {
    let ids = takenByEpoch.get(epoch)
    if (!ids) takenByEpoch.set(epoch, (ids = new Set(recognised(book, epoch).keys())))
    return ids
  }

  for (const person of named) {
    const here = stillMeant(person)
    const found = evidenceFor(person)
    const target = found?.contact
    if (here && (!target || target.id === here.id)) {
      update(here, person)
    } else if (here && target && !numbersDiffer(here.number, target.number) && wasMadeHere(person.handle, here)) {
      change.aliases.push({
        from: here.id,
        to: target.id,
        why: found.why === 'number' ? 'same-number' : 'same-remark',
        at: now,
      })
      taken(person.handle.epoch).add(target.id)
      update(target, person)
    } else if (here && found?.why !== 'number') {
      update(here, person)
    } else {
      // Also for a handle that was linked to somebody else: the number is the better evidence, and disproves the link.
      const contact = target ?? newContact(newId(), book.account, person.handle.kind, now)
      taken(person.handle.epoch).add(contact.id)
      change.handles.push({ handle: person.handle, contact: contact.id, evidence: found?.why ?? 'none', at: now })
      update(contact, person, !target)
    }
  }
  return change

  function evidenceFor(person: Named): { contact: Contact; why: Exclude<Evidence, 'none'> } | undefined {
    const sameNumber = person.number ? byNumber.get(person.number) : undefined
    if (sameNumber && sameNumber.kind === person.handle.kind) return { contact: sameNumber, why: 'number' }
    if (!person.remark) return undefined
    const key = person.handle.kind + person.remark
    const [only, ...others] = byRemark.get(key) ?? []
    const isUnique = remarkCount.get(key) === 1 && only && others.length === 0
    if (!isUnique || taken(person.handle.epoch).has(only.id) || numbersDiffer(person.number, only.number))
      return undefined
    return { contact: only, why: 'remark' }
  }

  /** Whom the handle stood for so far, unless the real numbers say that this was somebody else. */
  function stillMeant({ handle, number }: Named): Contact | undefined {
    const here = contactOf(book, handle)
    return here && numbersDiffer(here.number, number) ? undefined : here
  }

  /** A contact made for this very handle may become part of an older one; one with a past of its own never does. */
  function wasMadeHere(handle: Handle, here: Contact): boolean {
    const link = book.handles.get(handleKey(handle))
    return link?.evidence === 'none' && link.contact === here.id
  }

  function update(contact: Contact, person: Named, isNew = false): void {
    const next: Contact = {
      ...contact,
      nick: person.nick ?? contact.nick,
      remark: person.isFriend || person.handle.kind !== 'person' ? person.remark : (person.remark ?? contact.remark),
      category: person.category ?? contact.category,
      isFriend: person.isFriend || contact.isFriend,
      number: contact.number ?? person.number,
    }
    if (isNew || !sameNames(contact, next)) change.contacts.push({ ...next, updatedAt: now })
  }
}

const numbersDiffer = (a: string | null, b: string | null) => a !== null && b !== null && a !== b

function sameNames(a: Contact, b: Contact): boolean {
  return (
    a.nick === b.nick &&
    a.remark === b.remark &&
    a.category === b.category &&
    a.isFriend === b.isFriend &&
    a.number === b.number
  )
}
