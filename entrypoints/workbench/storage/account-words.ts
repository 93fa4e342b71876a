import type { AccountId } from '../../../lib/chat/handle.ts'
import { t } from '../../../lib/i18n/t.ts'

/** An account as it is shown: its number, or words for what was imported without one. */
export function accountWords(account: AccountId): string {
  return account === '0' ? t('storage.account.none') : account
}
