import { computed, effect, signal } from '@preact/signals'
import type { Archive, ArchiveChange } from '../../../lib/archive/port.ts'
import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { loadSpeller } from '../../../lib/contacts/pinyin.ts'
import type { Speller } from '../../../lib/contacts/pinyin.ts'
import { log } from '../../../lib/log.ts'
import { conversationName } from '../../pages/conversation-name.ts'
import { liveRows } from '../../pages/live-rows.ts'
import { canBeSpelled, filterChats } from './chat-filter.ts'
import type { ChatRow } from './chat-filter.ts'
import { afterFirstPage } from './first-page.ts'

/** Everybody, until somebody changes; how often that was. */
let contacts: Map<ContactId, Contact> | null = null
let contactChanges = 0

/** All conversations, newest first, when nothing more urgent is read. @throws {ArchiveError} */
async function readChatRows(archive: Archive): Promise<ChatRow[]> {
  await afterFirstPage
  const [summaries, people] = await Promise.all([archive.conversations(), readContacts(archive)])
  return await Promise.all(
    summaries.map(async (summary) => {
      const contact = people.get(summary.id) ?? (await archive.contact(summary.id))
      return { summary, contact, name: conversationName({ summary, contact }) }
    }),
  )
}

async function readContacts(archive: Archive): Promise<Map<ContactId, Contact>> {
  if (contacts) return contacts
  const before = contactChanges
  const accounts = await archive.accounts()
  const all = await Promise.all(accounts.map((account) => archive.contacts(account)))
  const read = new Map(all.flat().map((contact) => [contact.id, contact]))
  if (before === contactChanges) contacts = read
  return read
}

/** Whether the list looks otherwise after a change. */
function concerns(change: ArchiveChange): boolean {
  if (change.contacts.length > 0) {
    contacts = null
    contactChanges += 1
  }
  return change.contacts.length > 0 || change.conversations.length > 0 || change.decisions
}

/** What the user looks for in the list. */
export const filterText = signal('')
export const filterKind = signal<ConversationKind | 'all'>('all')
/** Null: all accounts. */
export const filterAccount = signal<AccountId | null>(null)

const spell = signal<Speller | 'failed' | null>(null)
let wantsSpeller = false

/** Names may still be found by how they are spelled: the dictionary is on its way. */
export const isSpelling = computed(() => spell.value === null && canBeSpelled(filterText.value))

// The dictionary is large, and only who types letters needs it.
effect(() => {
  if (wantsSpeller || !canBeSpelled(filterText.value)) return
  wantsSpeller = true
  loadSpeller().then(
    (speller) => (spell.value = speller),
    () => {
      spell.value = 'failed'
      log('pinyin-not-loaded')
    },
  )
})

/** All conversations; null while they are read, or why they cannot be, and the way to try again. */
export const { rows: chatRows, retry: retryChats } = liveRows(() => null, readChatRows, concerns)

const whole = computed<readonly ChatRow[]>(() =>
  chatRows.value === null || typeof chatRows.value === 'string' ? [] : chatRows.value,
)

/** Those the user looks for. */
export const foundChats = computed<readonly ChatRow[]>(() =>
  filterChats(whole.value, {
    text: filterText.value,
    kind: filterKind.value,
    account: filterAccount.value,
    spell: spell.value === 'failed' ? null : spell.value,
  }),
)

/** Accounts that have conversations, in the order of their last message. */
export const chatAccounts = computed<readonly AccountId[]>(() => [
  ...new Set(whole.value.map(({ summary }) => summary.account)),
])

const byId = computed(() => new Map(whole.value.map((row) => [row.summary.id, row])))

/** The line of a conversation; undefined while the list is read, and when it has none. */
export function chatRow(id: ContactId): ChatRow | undefined {
  return byId.value.get(id)
}
