import type { Alias, ContactId } from '../../lib/chat/contact.ts'

/** Follows aliases from a contact id to the one that stands for it now. A ring of aliases ends where it began. */
export function canonicalId(aliases: readonly Alias[], id: ContactId): ContactId {
  const next = new Map(aliases.map(({ from, to }) => [from, to]))
  const seen = new Set<ContactId>()
  let current = id
  while (!seen.has(current)) {
    seen.add(current)
    current = next.get(current) ?? current
  }
  return current
}
