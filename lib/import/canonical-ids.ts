import type { ContactId } from '../chat/contact.ts'

/** Follows merged contacts to the one that stands for them. A ring of aliases ends where it began. */
export function canonicalIds(aliases: readonly { from: ContactId; to: ContactId }[]): (id: ContactId) => ContactId {
  const next = new Map(aliases.map(({ from, to }) => [from, to]))
  return (id) => {
    const seen = new Set<ContactId>()
    let current = id
    while (!seen.has(current)) {
      seen.add(current)
      current = next.get(current) ?? current
    }
    return current
  }
}
