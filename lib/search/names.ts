import type { Alias, Contact, ContactId } from '../chat/contact.ts'
import { foldForSearch } from './fold.ts'
import type { Resolve } from './match.ts'

type Known = Pick<Contact, 'id' | 'kind' | 'nick' | 'remark' | 'number' | 'members'>

/** Looks names up among contacts: a part of a remark, nick or card, or the whole number. Merged contacts share their names. */
export function resolveAmong(contacts: readonly Known[], aliases: readonly Pick<Alias, 'from' | 'to'>[]): Resolve {
  const next = new Map(aliases.map(({ from, to }) => [from, to]))
  const canonical = (id: ContactId) => {
    let found = id
    // As many steps as there are aliases, so that a ring of them ends.
    for (let steps = aliases.length; steps > 0; steps--) {
      const to = next.get(found)
      if (to === undefined) break
      found = to
    }
    return found
  }
  const people = new Names()
  const conversations = new Names()
  for (const contact of contacts) {
    const id = canonical(contact.id)
    for (const names of contact.kind === 'person' ? [people, conversations] : [conversations]) {
      names.add(id, contact.remark, contact.nick)
      names.number(id, contact.number)
    }
    for (const member of contact.members ?? []) {
      if (member.contact !== null) people.add(canonical(member.contact), member.card, member.nick)
    }
  }
  return {
    people: (name) => people.find(name),
    conversations: (name) => conversations.find(name),
    canonical,
  }
}

class Names {
  private readonly byName = new Map<string, Set<ContactId>>()
  private readonly byNumber = new Map<string, Set<ContactId>>()

  add(id: ContactId, ...names: (string | null)[]): void {
    for (const name of names) if (name) put(this.byName, foldForSearch(name), id)
  }

  number(id: ContactId, number: string | null): void {
    if (number !== null) put(this.byNumber, number, id)
  }

  find(typed: string): ReadonlySet<ContactId> {
    const folded = foldForSearch(typed).trim()
    const found = new Set(this.byNumber.get(folded))
    for (const [name, ids] of this.byName) if (name.includes(folded)) for (const id of ids) found.add(id)
    return found
  }
}

function put(into: Map<string, Set<ContactId>>, key: string, id: ContactId): void {
  const there = into.get(key)
  if (there) there.add(id)
  else into.set(key, new Set([id]))
}
