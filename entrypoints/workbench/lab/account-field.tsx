import { t } from '../../../lib/i18n/t.ts'
import { Field } from '../../../lib/ui/field.tsx'
import { accounts, chooseAccount, labAccount } from './lab-account.ts'

/** Which account: shown only when there are several. */
export function AccountField({ id }: { id: string }) {
  const all = accounts.value
  if (all === null || typeof all === 'string' || all.length < 2) return null
  return (
    <Field id={id} label={t('lab.account')}>
      <select
        id={id}
        class="input"
        value={labAccount.value ?? undefined}
        onChange={(event) => chooseAccount(event.currentTarget.value)}
      >
        {all.map((account) => (
          <option key={account} value={account}>
            {account}
          </option>
        ))}
      </select>
    </Field>
  )
}
