import { useSignal } from '@preact/signals'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'

interface NumberFieldProps {
  id: string
  label: string
  hint: string
  value: number
  min: number
  max: number
  /** Whole numbers unless it says otherwise. */
  step?: number
  onSave: (value: number) => void
}

/** A number that is saved when the box is left with a good one in it, and explained when it is not good. */
export function NumberField({ id, label, hint, value, min, max, step = 1, onSave }: NumberFieldProps) {
  const isBad = useSignal(false)
  const problems = isBad.value ? [t('prefs.bad', { min: formatNumber(min), max: formatNumber(max) })] : []
  return (
    <Field id={id} label={label} hint={hint} problems={problems}>
      <input
        class="input prefs-number"
        type="number"
        min={min}
        max={max}
        step={step}
        lang={language.value}
        value={value}
        onChange={(event) => {
          const typed = event.currentTarget.valueAsNumber
          const isWhole = step !== 1 || Number.isInteger(typed)
          isBad.value = !(typed >= min && typed <= max && isWhole)
          if (!isBad.value) onSave(typed)
        }}
        {...fieldAttributes(id, hint, problems)}
      />
    </Field>
  )
}
