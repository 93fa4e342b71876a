import { t } from '../../../lib/i18n/t.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field } from '../../../lib/ui/field.tsx'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { Picker } from '../lab/picker.tsx'
import { replaceAddress, STATISTICS_ADDRESS, statisticsAddress } from '../route.ts'
import { accountWords } from '../account-words.ts'
import { nameOf } from '../storage/sizes.ts'
import type { Stored } from '../storage/sizes.ts'
import { account, conversation, firstDay, lastDay, span, SPANS } from './scope-store.ts'

/** Whose messages, of which conversation, of what time. */
export function ScopeFields({ stored: { accounts, sizes } }: { stored: Stored }) {
  const shown = account.value === null ? sizes : sizes.filter((size) => size.account === account.value)
  return (
    <div class="statistics-scope">
      {accounts.length > 1 ? (
        <Field id="statistics-account" label={t('statistics.account')}>
          <select
            id="statistics-account"
            class="input"
            value={account.value ?? ''}
            onChange={(event) => {
              account.value = event.currentTarget.value || null
              conversation.value = null
              replaceAddress(STATISTICS_ADDRESS)
            }}
          >
            <option value="">{t('statistics.account.all')}</option>
            {accounts.map((one) => (
              <option key={one} value={one}>
                {accountWords(one)}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <Picker
        id="statistics-chat"
        label={t('statistics.chat')}
        hint={t('statistics.chat.all')}
        single
        choices={shown.map((size) => ({
          id: size.conversation,
          name: nameOf(size),
          detail: t('statistics.chat.count', { count: formatNumber(size.messages) }),
        }))}
        chosen={conversation.value === null ? [] : [conversation.value]}
        onChange={([one]) => {
          conversation.value = one ?? null
          replaceAddress(one === undefined ? STATISTICS_ADDRESS : statisticsAddress(one))
        }}
      />
      <div class="field">
        <span class="field-label">{t('statistics.span')}</span>
        <Choice
          label={t('statistics.span')}
          chosen={span.value}
          onChoose={(value) => (span.value = value)}
          options={SPANS.map((value) => ({ value, text: t(`statistics.span.${value}`) }))}
        />
      </div>
      {span.value === 'own' ? (
        <div class="statistics-days">
          <DayField id="statistics-first" label={t('statistics.first')} value={firstDay} />
          <DayField id="statistics-last" label={t('statistics.last')} value={lastDay} />
        </div>
      ) : null}
    </div>
  )
}

function DayField({ id, label, value }: { id: string; label: string; value: { value: string } }) {
  return (
    <Field id={id} label={label}>
      <input
        id={id}
        class="input"
        type="date"
        value={value.value}
        onChange={(event) => (value.value = event.currentTarget.value)}
      />
    </Field>
  )
}
