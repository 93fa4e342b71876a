import { language, t } from '../../../lib/i18n/t.ts'
import type { Hours } from '../../../lib/rules/rule.ts'
import { IconButton } from '../../../lib/ui/button.tsx'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { CloseIcon } from '../../../lib/ui/icons.tsx'
import { clockOf, minutesOf } from './wall-clock.ts'
import { weekdayName } from '../weekday-name.ts'

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const

interface HoursRowProps {
  index: number
  hours: Hours
  problems: readonly string[]
  onChange: (hours: Hours, step?: string) => void
  onRemove: () => void
}

/** One row of the weekly hours: on which days, from when to when. Hours that end before they begin end the next day. */
export function HoursRow({ index, hours, problems, onChange, onRemove }: HoursRowProps) {
  const place = index + 1
  const which = typeof hours.on === 'string' ? hours.on : 'days'
  const id = `hours-${index}`
  return (
    <div class="hours-row" role="group" aria-label={t('editor.hours.row', { place })}>
      <div class="row-fields">
        <select
          class="input"
          aria-label={t('editor.hours.on')}
          value={which}
          onChange={(event) => {
            const { value } = event.currentTarget
            onChange({ ...hours, on: value === 'workdays' || value === 'days-off' ? value : [1, 2, 3, 4, 5, 6, 7] })
          }}
        >
          {(['days', 'workdays', 'days-off'] as const).map((value) => (
            <option key={value} value={value}>
              {t(`editor.hours.on.${value}`)}
            </option>
          ))}
        </select>
        {(['from', 'to'] as const).map((edge) => (
          <label key={edge} class="inline-field">
            <span>{t(`editor.hours.${edge}`)}</span>
            <input
              class="input"
              type="time"
              value={clockOf(hours[edge])}
              onInput={(event) =>
                onChange({ ...hours, [edge]: minutesOf(event.currentTarget.value, edge) }, `${id} ${edge}`)
              }
              {...fieldAttributes(edge === 'from' ? id : `${id}-to`, undefined, problems)}
            />
          </label>
        ))}
        {hours.to <= hours.from ? <span class="muted small">{t('editor.hours.nextDay')}</span> : null}
        <IconButton icon={<CloseIcon />} label={t('editor.hours.remove', { place })} onClick={onRemove} />
      </div>
      {which === 'days' ? (
        <div class="chips" role="group" aria-label={t('editor.hours.days')}>
          {DAYS.map((day) => {
            const chosen = Array.isArray(hours.on) ? hours.on : []
            return (
              <Toggle
                key={day}
                text={weekdayName(day, language.value)}
                on={chosen.includes(day)}
                onChange={(on) =>
                  onChange({ ...hours, on: DAYS.filter((other) => (other === day ? on : chosen.includes(other))) })
                }
              />
            )
          })}
        </div>
      ) : (
        <span class="field-hint">{t('editor.hours.calendar')}</span>
      )}
      <Problems id={id} problems={problems} />
    </div>
  )
}
