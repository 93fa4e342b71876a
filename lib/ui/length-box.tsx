import { Component } from 'preact'
import { wholeUnit } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { HOUR, MINUTE, SECOND } from '../time.ts'
import { NumberBox } from './number-box.tsx'

type Unit = 'seconds' | 'minutes' | 'hours'
const UNITS: Record<Unit, number> = { seconds: SECOND, minutes: MINUTE, hours: HOUR }

interface LengthBoxProps {
  id: string
  label: string
  unitLabel: string
  /** ms; NaN when what stands in the box is no number. */
  value: number
  onInput: (ms: number) => void
  hint?: string | undefined
  problems?: readonly string[]
}

/** A length of time: a number and its unit. */
export class LengthBox extends Component<LengthBoxProps> {
  private unit: Unit = wholeUnit(this.props.value).unit
  private told = this.props.value

  render() {
    const { id, label, unitLabel, value, onInput, hint, problems } = this.props
    if (!Object.is(value, this.told) && Number.isFinite(value)) this.unit = wholeUnit(value).unit
    this.told = value
    const tell = (ms: number) => {
      this.told = ms
      onInput(ms)
    }
    return (
      <span class="length">
        <NumberBox
          id={id}
          label={label}
          value={value / UNITS[this.unit]}
          hint={hint}
          {...(problems ? { problems } : {})}
          onInput={(number) => tell(number * UNITS[this.unit])}
        />
        <select
          class="input"
          aria-label={unitLabel}
          value={this.unit}
          onChange={(event) => {
            const number = value / UNITS[this.unit]
            this.unit = event.currentTarget.value as Unit
            tell(number * UNITS[this.unit])
            this.forceUpdate()
          }}
        >
          {(['seconds', 'minutes', 'hours'] as const).map((unit) => (
            <option key={unit} value={unit}>
              {t(`unit.${unit}`)}
            </option>
          ))}
        </select>
      </span>
    )
  }
}
