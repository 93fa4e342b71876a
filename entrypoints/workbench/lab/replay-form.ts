import { signal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { DAY } from '../../../lib/time.ts'
import type { ReplayWish } from './replay-run.ts'

export const SPANS = ['today', 'week', 'month', 'all', 'days'] as const

/** What the user has put together for a replay. */
export interface ReplayForm {
  span: (typeof SPANS)[number]
  /** Days `YYYY-MM-DD`, both belong to it; empty: open. Only with `days`. */
  from: string
  to: string
  /** Empty: all. */
  conversations: readonly ContactId[]
  rules: ReplayWish['rules']
  against: ReplayWish['against']
}

/** Outlives the view. */
export const replayForm = signal<ReplayForm>({
  span: 'week',
  from: '',
  to: '',
  conversations: [],
  rules: 'now',
  against: 'happened',
})

export function changeReplayForm(change: Partial<ReplayForm>): void {
  replayForm.value = { ...replayForm.value, ...change }
}

/** The replay that the form asks for at the moment `now` (ms); days are those of this computer's zone. */
export function toWish({ span, from, to, ...form }: ReplayForm, account: AccountId, now: number): ReplayWish {
  const { conversations, rules, against } = form
  const wish = { account, conversations, rules, against }
  switch (span) {
    case 'all':
      return wish
    case 'today':
      return { ...wish, from: midnight(now, 0) }
    case 'week':
      return { ...wish, from: now - 7 * DAY }
    case 'month':
      return { ...wish, from: now - 30 * DAY }
    case 'days': {
      const first = dayStart(from, 0)
      const end = dayStart(to, 1)
      return { ...wish, ...(first === null ? {} : { from: first }), ...(end === null ? {} : { to: end }) }
    }
  }
}

/** Whether the chosen days end before they begin. */
export function isBackwards({ span, from, to }: ReplayForm): boolean {
  return span === 'days' && from !== '' && to !== '' && to < from
}

/** Beginning of a day, moved by `days`; not by 24 hours, as some days are shorter. */
function midnight(at: number, days: number): number {
  const day = new Date(at)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime()
}

function dayStart(day: string, days: number): number | null {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined || Number.isNaN(date)) return null
  return new Date(year, month - 1, date + days).getTime()
}
