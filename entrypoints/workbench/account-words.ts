import type { AccountId } from '../../lib/chat/handle.ts'
import { t } from '../../lib/i18n/t.ts'

/** The account of what was imported without anybody's number; said here, so that the first view needs no part of the import. */
const NO_ACCOUNT: AccountId = '0'

/** An account as it is shown: its number, or words for what was imported without one. */
export function accountWords(account: AccountId): string {
  return account === NO_ACCOUNT ? t('account.none') : account
}
