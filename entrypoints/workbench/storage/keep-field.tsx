import { Component } from 'preact'
import { t } from '../../../lib/i18n/t.ts'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { MOST_KEEP_DAYS } from '../../../lib/settings.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field } from '../../../lib/ui/field.tsx'
import { NumberBox } from '../../../lib/ui/number-box.tsx'
import { daysWords } from './keep-words.ts'

/** What can be chosen with one press, days. */
const USUAL = [90, 365, 1_095] as const

type Value<Rule> = Rule | number | null
type Option = 'rule' | 'forever' | 'other' | `${(typeof USUAL)[number]}`

interface KeepFieldProps<Rule extends 'rule' | never> {
  id: string
  label: string
  /** NaN while what is typed is no number of days. */
  value: Value<Rule>
  /** Words of the choice that follows the general rule; absent where there is none. */
  ruleWords?: string
  onChoose: (value: Value<Rule>) => void
}

/** How long messages are kept: for ever, a usual time, or any number of days. */
export class KeepField<Rule extends 'rule' | never> extends Component<KeepFieldProps<Rule>> {
  private isOther = typeof this.props.value === 'number' && !USUAL.some((days) => days === this.props.value)

  private chosen(): Option {
    const { value } = this.props
    if (value === 'rule') return 'rule'
    if (value === null) return 'forever'
    return this.isOther ? 'other' : (`${value}` as Option)
  }

  private readonly choose = (option: Option): void => {
    const { onChoose, value } = this.props
    this.isOther = option === 'other'
    if (option === 'rule') onChoose('rule' as Rule)
    else if (option === 'forever') onChoose(null)
    else if (option === 'other') onChoose(typeof value === 'number' ? value : 30)
    else onChoose(Number(option))
    this.forceUpdate()
  }

  render() {
    const { id, label, value, ruleWords, onChoose } = this.props
    const isBad = typeof value === 'number' && !isKeepDays(value)
    const problems = isBad ? [t('storage.keep.bad', { most: formatNumber(MOST_KEEP_DAYS) })] : []
    return (
      <div class="storage-keep-field">
        <Choice<Option>
          label={label}
          chosen={this.chosen()}
          onChoose={this.choose}
          options={[
            ...(ruleWords === undefined ? [] : [{ value: 'rule' as const, text: ruleWords }]),
            { value: 'forever', text: t('storage.keep.forever') },
            ...USUAL.map((days) => ({ value: `${days}` as const, text: daysWords(days) })),
            { value: 'other', text: t('storage.keep.other') },
          ]}
        />
        {this.isOther && typeof value === 'number' ? (
          <Field id={id} label={t('storage.keep.number')} problems={problems}>
            <NumberBox id={id} value={value} problems={problems} onInput={(days) => onChoose(days)} />
          </Field>
        ) : null}
      </div>
    )
  }
}

/** Whether messages can be kept for that many days. */
export function isKeepDays(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= MOST_KEEP_DAYS
}
