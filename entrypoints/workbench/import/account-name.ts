import { t } from '../../../lib/i18n/t.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import { NO_ACCOUNT } from '../../../lib/import/propose.ts'

/** An account as it is shown: its number, or that there is none. */
export function accountName(account: AccountId): string {
  return account === NO_ACCOUNT ? t('import.account.none') : account
}
