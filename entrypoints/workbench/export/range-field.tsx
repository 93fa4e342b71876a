import { t } from '../../../lib/i18n/t.ts'
import { now } from '../../../lib/ui/clock.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { changeForm, form } from './form.ts'
import { SPANS } from './order.ts'
import type { ExportOrder } from './order.ts'
import { rangeWords } from './range-words.ts'
import { isBackwards } from './span-days.ts'

/** Of which days: some that move with the calendar, or chosen ones. Both ends belong to it; the zone is said. */
export function RangeField() {
  const order = form.value
  return (
    <div class="field">
      <span class="field-label">{t('export.range')}</span>
      <Choice
        label={t('export.range')}
        chosen={order.span}
        onChoose={(span) => changeForm({ span })}
        options={SPANS.map((value) => ({ value, text: t(`export.range.${value}`) }))}
      />
      {order.span === 'days' ? <Days order={order} /> : null}
      <p class="field-hint">{rangeWords(order, now.value)}</p>
    </div>
  )
}

function Days({ order }: { order: ExportOrder }) {
  const problems = isBackwards(order) ? [t('export.range.backwards')] : []
  return (
    <div class="export-days">
      <Field id="export-first-day" label={t('export.range.first')}>
        <input
          class="input"
          type="date"
          {...fieldAttributes('export-first-day', undefined)}
          value={order.firstDay ?? ''}
          onInput={(event) => changeForm({ firstDay: event.currentTarget.value || null })}
        />
      </Field>
      <Field id="export-last-day" label={t('export.range.last')} problems={problems}>
        <input
          class="input"
          type="date"
          {...fieldAttributes('export-last-day', undefined, problems)}
          value={order.lastDay ?? ''}
          onInput={(event) => changeForm({ lastDay: event.currentTarget.value || null })}
        />
      </Field>
    </div>
  )
}
