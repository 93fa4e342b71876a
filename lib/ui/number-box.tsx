import { Component } from 'preact'
import { fieldAttributes } from './field.tsx'

interface NumberBoxProps {
  id: string
  /** Said by screen readers; without it the box needs a label of its own. */
  label?: string
  /** NaN when what stands in the box is no number. */
  value: number
  onInput: (value: number) => void
  hint?: string | undefined
  problems?: readonly string[]
}

/** A box for a number. What is typed stays as typed, also while it is no number; that is said beside it. */
export class NumberBox extends Component<NumberBoxProps> {
  private typed = written(this.props.value)

  render() {
    const { id, label, value, hint, problems = [], onInput } = this.props
    // Changed from elsewhere (taken back, another unit): then the number counts and not what was typed.
    if (!Object.is(read(this.typed), value)) this.typed = written(value)
    return (
      <input
        class="input number"
        inputMode="decimal"
        autocomplete="off"
        aria-label={label}
        value={this.typed}
        onInput={(event) => {
          this.typed = event.currentTarget.value
          onInput(read(this.typed))
        }}
        {...fieldAttributes(id, hint, problems)}
      />
    )
  }
}

function read(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function written(value: number): string {
  return Number.isFinite(value) ? String(value) : ''
}
