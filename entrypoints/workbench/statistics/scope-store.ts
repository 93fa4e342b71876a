import { batch, computed, signal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { Scope } from './count-scope.ts'

export const SPANS = ['all', '365', '90', '30', 'own'] as const
export type Span = (typeof SPANS)[number]

/** What was chosen last; kept while one looks at something else. */
export const account = signal<AccountId | null>(null)
export const conversation = signal<ContactId | null>(null)
export const span = signal<Span>('all')
/** `YYYY-MM-DD`, both inside; empty: unbounded. */
export const firstDay = signal('')
export const lastDay = signal('')

/** One conversation and nothing beside it, whatever account it is of. The time stays as it was chosen. */
export function chooseConversation(id: ContactId): void {
  batch(() => {
    account.value = null
    conversation.value = id
  })
}

/** What is to be counted. With `today` (any moment of it, ms) spans of days are whole days, this one included. */
export function scopeOf(
  chosen: { account: AccountId | null; conversation: ContactId | null; span: Span; firstDay: string; lastDay: string },
  today: number,
): Scope {
  const { account: of, conversation: only, span: length } = chosen
  const scope = { account: of, conversation: only }
  if (length === 'all') return scope
  if (length !== 'own') return { ...scope, from: midnight(today, 1 - Number(length)) }
  const from = dayStart(chosen.firstDay, 0)
  const to = dayStart(chosen.lastDay, 1)
  return { ...scope, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
}

export const scope = computed(() =>
  scopeOf(
    {
      account: account.value,
      conversation: conversation.value,
      span: span.value,
      firstDay: firstDay.value,
      lastDay: lastDay.value,
    },
    Date.now(),
  ),
)

/** Midnight of this computer, so many days on, whatever the clock does in between. */
function midnight(at: number, days: number): number {
  const date = new Date(at)
  date.setHours(0, 0, 0, 0)
  date.setDate(date.getDate() + days)
  return date.getTime()
}

function dayStart(day: string, later: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === undefined) return null
  return new Date(Number(year), Number(month) - 1, Number(date) + later).getTime()
}
