import { computed, signal } from '@preact/signals'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { liveRows } from '../../pages/live-rows.ts'
import { lastLogin } from '../stored.ts'

const { rows } = liveRows(
  () => null,
  (archive) => archive.accounts(),
)
const chosen = signal<AccountId | null>(null)

/** Accounts that have anything stored; null while they are read; a word when they cannot be. */
export const accounts = rows

/** The account that the lab works with: the chosen one, else the one of the last login, else any; null: there is none. */
export const labAccount = computed<AccountId | null>(() => {
  const known = rows.value
  if (known === null || typeof known === 'string') return null
  const wishes = [chosen.value, lastLogin.value?.account ?? null]
  return wishes.find((wish) => wish !== null && known.includes(wish)) ?? known[0] ?? null
})

export function chooseAccount(account: AccountId): void {
  chosen.value = account
}
