import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import type { Archive, ConversationSize } from '../../../lib/archive/port.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { t } from '../../../lib/i18n/t.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { liveRows } from '../../pages/live-rows.ts'

/** A conversation and what it takes, under the name it is shown with; null: the archive has lost its contact. */
export interface SizeRow extends ConversationSize {
  name: string | null
}

/** What the whole archive is about: everything that is shown of it beside the settings. */
export interface Stored {
  sizes: readonly SizeRow[]
  accounts: readonly AccountId[]
  damage: Awaited<ReturnType<Archive['damage']>>
}

async function readStored(archive: Archive): Promise<readonly [Stored]> {
  const [sizes, accounts, damage] = await Promise.all([archive.sizes(), archive.accounts(), archive.damage()])
  const contacts = await Promise.all(accounts.map((account) => archive.contacts(account)))
  const names = new Map(contacts.flat().map((contact) => [contact.id, contactName(contact)]))
  const rows = sizes.map((size) => ({ ...size, name: names.get(size.conversation) ?? null }))
  return [{ sizes: rows, accounts, damage }]
}

const { rows, retry: retryStored } = liveRows(
  () => null,
  (archive) => readStored(archive),
  ({ conversations, contacts }) => conversations.length > 0 || contacts.length > 0,
)

/** What is stored: null while it is read, or why it cannot be. */
export const stored = computed(() => {
  const found = rows.value
  return found === null || typeof found === 'string' ? found : (found[0] ?? null)
})

/** Reads once more what could not be read. */
export { retryStored }

/** Name of a row, in words when nobody knows it. */
export function nameOf({ name }: SizeRow): string {
  return name ?? t('storage.unnamed')
}

export type SizeColumn = 'name' | 'messages' | 'bytes' | 'firstAt' | 'lastAt'

/** What the table of sizes shows: sorted by a column, with only those whose name holds `search`. */
export function arranged(
  sizes: readonly SizeRow[],
  { column, isDown, search }: { column: SizeColumn; isDown: boolean; search: string },
  compareNames: (a: string, b: string) => number,
): SizeRow[] {
  const wanted = search.trim().toLowerCase()
  const direction = isDown ? -1 : 1
  return sizes
    .filter((row) => wanted === '' || nameOf(row).toLowerCase().includes(wanted))
    .sort((a, b) => {
      const difference = column === 'name' ? compareNames(nameOf(a), nameOf(b)) : a[column] - b[column]
      return direction * difference || (a.conversation < b.conversation ? -1 : 1)
    })
}

/** What the browser says about the room there is: bytes, and whether it may clear them when room gets scarce. */
export interface Room {
  usage: number
  quota: number
  isPersisted: boolean
}

const room = signal<Room | null>(null)
/** Null while nobody knows, or when the browser does not tell. */
export const roomLeft: ReadonlySignal<Room | null> = room

/** Asks the browser how much room there is. */
export async function measureRoom(): Promise<void> {
  try {
    const [{ usage = 0, quota = 0 }, isPersisted, isUnlimited] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
      // To both browsers this permission also means that nothing is cleared to make room.
      browser.permissions.contains({ permissions: ['unlimitedStorage'] }),
    ])
    room.value = { usage, quota, isPersisted: isPersisted || isUnlimited }
  } catch {
    // A browser that tells nothing: then nothing is shown.
    room.value = null
  }
}

/** Asks the browser never to clear the archive by itself. */
export async function askToPersist(): Promise<void> {
  await navigator.storage.persist()
  await measureRoom()
}
