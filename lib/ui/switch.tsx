interface SwitchProps {
  on: boolean
  label: string
  title?: string
  large?: boolean
  onChange: (on: boolean) => void
}

/** On or off, at once: no save button follows. */
export function Switch({ on, label, title, large, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      class={large ? 'switch switch-large' : 'switch'}
      aria-checked={on}
      aria-label={label}
      title={title}
      onClick={() => onChange(!on)}
    >
      <span class="switch-track" />
    </button>
  )
}
