import { useSignal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import { Chip } from '../../../lib/ui/chip.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { preferences } from '../stored.ts'
import { savePreferences } from '../../pages/save-preferences.ts'

/** A QQ number as the service gives them. */
const NUMBER = /^\d{4,12}$/

/** Numbers that are never answered. */
export function ServiceAccounts() {
  const typed = useSignal('')
  const isBad = useSignal(false)
  const { serviceAccounts } = preferences.value
  const hint = t('prefs.service.hint')
  const problems = isBad.value ? [t('prefs.service.bad')] : []
  const add = () => {
    const number = typed.value.trim()
    isBad.value = !NUMBER.test(number)
    if (isBad.value) return
    typed.value = ''
    void savePreferences((before) => ({ serviceAccounts: [...new Set([...before.serviceAccounts, number])] }))
  }
  return (
    <section class="prefs-section" aria-labelledby="prefs-service">
      <h2 id="prefs-service">{t('prefs.service')}</h2>
      <p class="muted">{t('prefs.service.text')}</p>
      {serviceAccounts.length > 0 ? (
        <ul class="chips">
          {serviceAccounts.map((number) => (
            <Chip
              key={number}
              text={number}
              removeLabel={t('prefs.service.remove', { number })}
              onRemove={() =>
                void savePreferences((before) => ({
                  serviceAccounts: before.serviceAccounts.filter((other) => other !== number),
                }))
              }
            />
          ))}
        </ul>
      ) : null}
      <form
        class="prefs-add"
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <Field id="service-number" label={t('prefs.service.number')} hint={hint} problems={problems}>
          <input
            class="input prefs-number"
            inputMode="numeric"
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
            {...fieldAttributes('service-number', hint, problems)}
          />
        </Field>
        <button type="submit" class="button">
          {t('prefs.add')}
        </button>
      </form>
    </section>
  )
}
