import { computed, signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { language } from '../../../lib/i18n/t.ts'
import type { ConversationRow } from '../../pages/conversation-rows.ts'
import { conversationName } from '../../pages/conversation-name.ts'
import { readConversations } from '../../pages/conversation-rows.ts'
import { liveRows } from '../../pages/live-rows.ts'
import { isChosen } from './chosen-chats.ts'
import { plainOrder } from './order.ts'
import type { ExportOrder } from './order.ts'

/** Everything that can be exported, of all accounts. */
export const { rows: chats } = liveRows(
  () => null,
  (archive) => readConversations(archive, null),
)

/** Zone of this computer: its days are the ones that are meant, and files show times in it. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

const changed = signal<ExportOrder | null>(null)

/** What the form asks for; it outlives the view. Until the user changes something it follows the language of the page. */
export const form: ReadonlySignal<ExportOrder> = computed(() => changed.value ?? plainOrder(ownZone(), language.value))

export function changeForm(change: Partial<ExportOrder>): void {
  changed.value = { ...form.value, ...change }
}

/** Fills the form with what a task or an earlier export asked for; null: as it was in the beginning. */
export function fillForm(order: ExportOrder | null): void {
  changed.value = order
}

/** How the list of chats is narrowed down. It changes what is shown, not what is chosen. */
export const chatSearch = signal('')
export const chatKind = signal<ConversationKind | 'all'>('all')
export const chatAccount = signal<string | null>(null)

/** Accounts that have chats, for those who have several. */
export const chatAccounts = computed(() => [...new Set(loaded().map(({ summary }) => summary.account))])

/** Chats that the search leaves. */
export const shownChats = computed<readonly ConversationRow[]>(() => {
  const wanted = chatSearch.value.trim().toLowerCase()
  return loaded().filter(
    (row) =>
      (chatKind.value === 'all' || row.summary.kind === chatKind.value) &&
      (chatAccount.value === null || row.summary.account === chatAccount.value) &&
      [conversationName(row), row.contact?.nick, row.contact?.number].some((name) =>
        (name ?? '').toLowerCase().includes(wanted),
      ),
  )
})

/** Chats that are chosen and there. */
export const chosenChats = computed<readonly ConversationRow[]>(() => {
  const isMeant = isChosen(form.value.chats)
  return loaded().filter(({ summary }) => isMeant(summary))
})

export const chatNames = computed<ReadonlyMap<ContactId, string>>(
  () => new Map(loaded().map((row) => [row.summary.id, conversationName(row)])),
)

function loaded(): readonly ConversationRow[] {
  const all = chats.value
  return all === null || typeof all === 'string' ? [] : all
}
