import { IconButton } from './button.tsx'
import { CloseIcon } from './icons.tsx'
import { Name } from './name.tsx'

/** A word or a name that can be taken away. */
export function Chip({ text, removeLabel, onRemove }: { text: string; removeLabel: string; onRemove: () => void }) {
  return (
    <li class="chip">
      <Name text={text} class="one-line" />
      <IconButton icon={<CloseIcon />} label={removeLabel} onClick={onRemove} />
    </li>
  )
}

interface ToggleProps {
  text: string
  on: boolean
  onChange: (on: boolean) => void
}

/** A pill that can be pressed and released. */
export function Toggle({ text, on, onChange }: ToggleProps) {
  return (
    <button type="button" class="toggle" aria-pressed={on} onClick={() => onChange(!on)}>
      {text}
    </button>
  )
}
