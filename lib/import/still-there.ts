import type { ContactId } from '../chat/contact.ts'
import type { Decisions } from './decisions.ts'
import type { ImportArchive } from './ports.ts'

/**
 * The decisions without contacts that have gone since they were made, with an import that was taken back or an account that was
 * wiped: what was meant for them goes to new ones.
 */
export async function stillThere(decisions: Decisions, archive: Pick<ImportArchive, 'contact'>): Promise<Decisions> {
  const { conversations, people } = decisions
  const wanted = new Set([...conversations.map(({ target }) => target), ...people.map(({ contact }) => contact)])
  const gone = new Set<ContactId>()
  for (const id of wanted) if (id !== null && (await archive.contact(id)) === undefined) gone.add(id)
  if (gone.size === 0) return decisions
  return {
    ...decisions,
    conversations: conversations.map((choice) =>
      choice.target !== null && gone.has(choice.target) ? { ...choice, target: null, why: null } : choice,
    ),
    people: people.map((choice) =>
      choice.contact !== null && gone.has(choice.contact) ? { contact: null, why: null } : choice,
    ),
  }
}
