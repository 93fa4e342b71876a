import { Chip } from './chip.tsx'
import { Field, fieldAttributes } from './field.tsx'

interface TextsBoxProps {
  id: string
  label: string
  hint?: string
  texts: readonly string[]
  /** What stands in the box and is not one of `texts` yet. */
  typing: string
  problems: readonly string[]
  removeLabel: (text: string) => string
  onType: (typing: string) => void
  onAdd: () => void
  onRemove: (text: string) => void
}

/** Words as chips, and a box to add more: Enter adds. */
export function TextsBox(props: TextsBoxProps) {
  const { id, label, hint, texts, typing, problems, removeLabel, onType, onAdd, onRemove } = props
  return (
    <>
      {texts.length > 0 ? (
        <ul class="chips">
          {texts.map((text) => (
            <Chip
              key={text}
              text={text}
              removeLabel={removeLabel(text)}
              onRemove={() => {
                onRemove(text)
                document.getElementById(id)?.focus()
              }}
            />
          ))}
        </ul>
      ) : null}
      <Field id={id} label={label} problems={problems} hideLabel {...(hint ? { hint } : {})}>
        <input
          class="input"
          autocomplete="off"
          placeholder={label}
          value={typing}
          onInput={(event) => onType(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter that ends the input of a Chinese word belongs to the input method.
            if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return
            if (typing.trim() === '') return
            event.preventDefault()
            onAdd()
          }}
          {...fieldAttributes(id, hint, problems)}
        />
      </Field>
    </>
  )
}
