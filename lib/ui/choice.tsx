import { arrowTarget } from './arrow-target.ts'

interface ChoiceProps<T extends string> {
  label: string
  options: readonly { value: T; text: string }[]
  chosen: T
  onChoose: (value: T) => void
}

/** One of a few, as pills in a row: a radio group, walked with the arrow keys. */
export function Choice<T extends string>({ label, options, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <div class="chips" role="radiogroup" aria-label={label}>
      {options.map(({ value, text }, index) => (
        <button
          key={value}
          type="button"
          role="radio"
          class="toggle"
          aria-checked={value === chosen}
          tabIndex={value === chosen ? 0 : -1}
          onClick={() => onChoose(value)}
          onKeyDown={(event) => {
            const target = arrowTarget(event, index, options.length)
            const option = target === null ? undefined : options[target]
            if (option) onChoose(option.value)
          }}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
