import { computed } from '@preact/signals'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Alias, Contact, ContactId } from '../../../lib/chat/contact.ts'
import type { Resolve } from '../../../lib/search/match.ts'
import { resolveAmong } from '../../../lib/search/names.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { liveRows } from '../../pages/live-rows.ts'

/** Everybody of every account, and who stands for whom. */
interface Everybody {
  contacts: readonly Contact[]
  aliases: readonly Alias[]
}

async function readEverybody(archive: Archive): Promise<Everybody[]> {
  const accounts = await archive.accounts()
  return await Promise.all(
    accounts.map(async (account) => {
      const [contacts, aliases] = await Promise.all([archive.contacts(account), archive.aliases(account)])
      return { contacts, aliases }
    }),
  )
}

let reading: ReturnType<typeof liveRows<Everybody, null>> | null = null

/** Reads names when a search first wants them, and again when somebody's change. */
function everybody() {
  reading ??= liveRows(
    () => null,
    readEverybody,
    ({ contacts }) => contacts.length > 0,
  )
  return reading.rows.value
}

/** Reads once more what could not be read. */
export function retryNames(): void {
  reading?.retry()
}

/** Names as a search needs them. */
export interface SearchNames {
  resolve: Resolve
  /** By canonical id. */
  byId: ReadonlyMap<ContactId, Contact>
}

/** Null while they are read; a string says why they cannot be. */
export const searchNames = computed<SearchNames | Extract<ReturnType<typeof everybody>, string> | null>(() => {
  const rows = everybody()
  if (rows === null || typeof rows === 'string') return rows
  const contacts = rows.flatMap((one) => one.contacts)
  const aliases = rows.flatMap((one) => one.aliases)
  const merged = new Set(aliases.map(({ from }) => from))
  return {
    resolve: resolveAmong(contacts, aliases),
    byId: new Map(contacts.flatMap((contact) => (merged.has(contact.id) ? [] : [[contact.id, contact]]))),
  }
})

/** The name to show for a contact; null when nobody knows it. */
export function nameOf({ byId, resolve }: SearchNames, id: ContactId): string | null {
  const contact = byId.get(resolve.canonical(id))
  return contact ? contactName(contact) : null
}
