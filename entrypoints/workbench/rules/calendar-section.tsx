import { useSignal } from '@preact/signals'
import { formatDay } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { CALENDAR_ENDS, specialDays } from '../../../lib/rules/calendar.ts'
import type { SpecialDay } from '../../../lib/rules/calendar.ts'
import type { CalendarEdits } from '../../../lib/rules/policy.ts'
import { dayAfter } from '../../../lib/rules/zone.ts'
import { localDay } from '../../../lib/time.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { presentRules } from '../lab/present-rules.ts'
import { editCalendar } from '../../pages/save-preferences.ts'

/** The public holidays and make-up working days to come, with the user's own changes, and until when they are known. */
export function CalendarSection() {
  const edits = presentRules.value.policy.calendar
  const today = localDay(now.value)
  const days = comingDays(today, edits)
  return (
    <section class="prefs-section" aria-labelledby="prefs-calendar">
      <h2 id="prefs-calendar">{t('prefs.calendar')}</h2>
      <p class="muted">{t('prefs.calendar.text')}</p>
      {CALENDAR_ENDS < today ? (
        <Panel tone="warn" title={t('prefs.calendar.over', { day: formatDay(CALENDAR_ENDS) })} />
      ) : (
        <p>{t('prefs.calendar.ends', { day: formatDay(CALENDAR_ENDS) })}</p>
      )}
      {days.length > 0 ? <Days days={days} /> : null}
      <AddDay today={today} />
    </section>
  )
}

/** What the shipped calendar and the user say of the days from `today` on; beyond the shipped one only the user speaks. */
function comingDays(today: string, edits: CalendarEdits): SpecialDay[] {
  const shipped = CALENDAR_ENDS < today ? [] : specialDays(today, dayAfter(CALENDAR_ENDS, 1), edits)
  const later = Object.entries(edits)
    .filter(([day]) => day >= today && day > CALENDAR_ENDS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, kind]): SpecialDay => ({ day, kind, name: null, isEdited: true }))
  return [...shipped, ...later]
}

function Days({ days }: { days: readonly SpecialDay[] }) {
  return (
    <div class="stats-scroll prefs-days" tabIndex={0} role="region" aria-label={t('prefs.calendar.list')}>
      <table class="stats-table">
        <caption class="unseen">{t('prefs.calendar.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('prefs.calendar.day')}</th>
            <th scope="col">{t('prefs.calendar.name')}</th>
            <th scope="col">{t('prefs.calendar.kind')}</th>
            <th scope="col">
              <span class="unseen">{t('prefs.calendar.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <DayRow key={day.day} day={day} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DayRow({ day: { day, kind, name, isEdited } }: { day: SpecialDay }) {
  const label = formatDay(day)
  const other = kind === 'off' ? 'work' : 'off'
  return (
    <tr>
      <th scope="row" class="number">
        {label} <span class="muted">{weekdayOf(day)}</span>
      </th>
      <td>{name === null ? t('prefs.calendar.own') : <span lang="zh-CN">{name}</span>}</td>
      <td>
        <span class={kind === 'off' ? 'word-good' : 'word-warn'}>{t(`prefs.calendar.${kind}`)}</span>
        {isEdited ? <span class="muted small"> {t('prefs.calendar.edited')}</span> : null}
      </td>
      <td class="prefs-day-change">
        {isEdited ? (
          <Button
            look="link"
            label={t('prefs.calendar.reset.label', { day: label })}
            onClick={() => void editCalendar(day, null)}
          >
            {t('prefs.calendar.reset')}
          </Button>
        ) : (
          <Button
            look="link"
            label={t(`prefs.calendar.to.${other}.label`, { day: label })}
            onClick={() => void editCalendar(day, other)}
          >
            {t(`prefs.calendar.to.${other}`)}
          </Button>
        )}
      </td>
    </tr>
  )
}

function weekdayOf(day: string): string {
  const format = new Intl.DateTimeFormat(language.value, { weekday: 'short', timeZone: 'UTC' })
  return format.format(Date.parse(`${day}T00:00:00Z`))
}

function AddDay({ today }: { today: string }) {
  const day = useSignal('')
  const kind = useSignal<'off' | 'work'>('off')
  return (
    <form
      class="prefs-add"
      aria-label={t('prefs.calendar.add')}
      onSubmit={(event) => {
        event.preventDefault()
        if (day.value === '') return
        void editCalendar(day.value, kind.value)
        day.value = ''
      }}
    >
      <div class="field">
        <label class="field-label" for="calendar-day">
          {t('prefs.calendar.day')}
        </label>
        <input
          class="input prefs-number"
          type="date"
          id="calendar-day"
          min={today}
          value={day.value}
          onInput={(event) => (day.value = event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label class="field-label" for="calendar-kind">
          {t('prefs.calendar.kind')}
        </label>
        <select
          class="input"
          id="calendar-kind"
          value={kind.value}
          onChange={(event) => (kind.value = event.currentTarget.value === 'work' ? 'work' : 'off')}
        >
          <option value="off">{t('prefs.calendar.off')}</option>
          <option value="work">{t('prefs.calendar.work')}</option>
        </select>
      </div>
      <button type="submit" class="button" disabled={day.value === ''}>
        {t('prefs.add')}
      </button>
    </form>
  )
}
