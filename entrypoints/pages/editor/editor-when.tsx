import { t } from '../../../lib/i18n/t.ts'
import { MAX_HOURS } from '../../../lib/rules/rule.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Field, Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { Fold } from '../../../lib/ui/fold.tsx'
import { PlusIcon } from '../../../lib/ui/icons.tsx'
import { NumberBox } from '../../../lib/ui/number-box.tsx'
import { HoursRow } from './hours-row.tsx'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'
import type { RuleDraft } from './rule-draft.ts'

/** Hours that begin in the evening and pass midnight: what is wanted most often. */
const NEW_HOURS: RuleDraft['fields']['value']['when']['hours'][number] = {
  on: [1, 2, 3, 4, 5, 6, 7],
  from: 22 * 60,
  to: 8 * 60,
}

/** When the rule answers: weekly hours, days of a calendar, only the first message, only while I am away. */
export function WhenFields({ draft, problems, full }: EditorPartProps & { full: boolean }) {
  const { when } = draft.fields.value
  const isWrong = problemWords(problems, ['hours', 'dates', 'first']).length > 0
  const isUsed = when.hours.length > 0 || when.dates !== null || when.first !== 'any' || when.onlyWhenAway
  return (
    <Fold title={t('editor.when')} summary={t('editor.when.hint')} open={isUsed} isWrong={isWrong}>
      <HoursFields draft={draft} problems={problems} />
      {full ? <DatesFields draft={draft} problems={problems} /> : null}
      <FirstFields draft={draft} problems={problems} />
      <label class="check">
        <input
          type="checkbox"
          checked={when.onlyWhenAway}
          onChange={(event) => draft.when({ onlyWhenAway: event.currentTarget.checked })}
        />
        {t('editor.onlyWhenAway')}
      </label>
    </Fold>
  )
}

function HoursFields({ draft, problems }: EditorPartProps) {
  const { hours } = draft.fields.value.when
  const tooMany = problemWords(problems, ['hours']).length > 0 && hours.length > MAX_HOURS
  return (
    <div class="field">
      <span class="field-label">{t('editor.hours')}</span>
      {hours.length === 0 ? <span class="field-hint">{t('editor.hours.none')}</span> : null}
      {hours.map((span, index) => (
        <HoursRow
          key={index}
          index={index}
          hours={span}
          problems={problemWords(problems, ['hours'], String(index))}
          onChange={(next, step) => draft.when({ hours: hours.with(index, next) }, step)}
          onRemove={() => draft.when({ hours: hours.toSpliced(index, 1) })}
        />
      ))}
      {hours.length < MAX_HOURS ? (
        <div>
          <Button look="quiet" onClick={() => draft.when({ hours: [...hours, NEW_HOURS] })}>
            <PlusIcon />
            {t('editor.hours.add')}
          </Button>
        </div>
      ) : null}
      {hours.length === 0 || tooMany ? <Problems id="hours" problems={problemWords(problems, ['hours'])} /> : null}
      {hours.length > 0 ? (
        <span class="field-hint">
          {t('editor.hours.zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        </span>
      ) : null}
    </div>
  )
}

function DatesFields({ draft, problems }: EditorPartProps) {
  const { dates } = draft.fields.value.when
  const wrong = problemWords(problems, ['dates'])
  const hint = t('editor.dates.hint')
  const change = (edge: 'from' | 'to', day: string) => {
    const next = { from: dates?.from ?? null, to: dates?.to ?? null, [edge]: day === '' ? null : day }
    draft.when({ dates: next.from === null && next.to === null ? null : next }, `dates ${edge}`)
  }
  return (
    <div class="field">
      <span class="field-label">{t('editor.dates')}</span>
      <div class="row-fields">
        {(['from', 'to'] as const).map((edge) => (
          <label key={edge} class="inline-field">
            <span>{t(`editor.dates.${edge}`)}</span>
            <input
              class="input"
              type="date"
              value={dates?.[edge] ?? ''}
              onInput={(event) => change(edge, event.currentTarget.value)}
              {...fieldAttributes(edge === 'from' ? 'dates' : 'dates-to', hint, wrong)}
            />
          </label>
        ))}
      </div>
      <span class="field-hint" id="dates-hint">
        {hint}
      </span>
      <Problems id="dates" problems={wrong} />
    </div>
  )
}

const FIRSTS = ['any', 'ever', 'today', 'after-silence'] as const

function FirstFields({ draft, problems }: EditorPartProps) {
  const { first, silenceDays } = draft.fields.value.when
  const wrong = problemWords(problems, ['first'])
  return (
    <div class="field">
      <Field id="first" label={t('editor.first')}>
        <select
          class="input"
          id="first"
          value={first}
          onChange={(event) => draft.when({ first: event.currentTarget.value as typeof first })}
        >
          {FIRSTS.map((value) => (
            <option key={value} value={value}>
              {t(`editor.first.${value}`)}
            </option>
          ))}
        </select>
      </Field>
      {first === 'after-silence' || wrong.length > 0 ? (
        <label class="inline-field">
          <span>{t('editor.silenceDays')}</span>
          <NumberBox
            id="silence-days"
            value={silenceDays}
            onInput={(days) => draft.when({ silenceDays: days }, 'silence')}
            problems={wrong}
          />
        </label>
      ) : null}
      <Problems id="silence-days" problems={wrong} />
    </div>
  )
}
