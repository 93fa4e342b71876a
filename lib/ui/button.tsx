import type { ComponentChildren, Ref } from 'preact'

interface ButtonProps {
  children: ComponentChildren
  onClick: (event: MouseEvent) => void
  look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'quiet-danger' | 'link'
  disabled?: boolean
  /** Only when the words on the button do not say enough. */
  label?: string
  title?: string
  expanded?: boolean
  buttonRef?: Ref<HTMLButtonElement>
}

export function Button({
  children,
  onClick,
  look = 'plain',
  disabled,
  label,
  title,
  expanded,
  buttonRef,
}: ButtonProps) {
  return (
    <button
      type="button"
      class={`button button-${look}`}
      disabled={disabled}
      aria-label={label}
      title={title}
      aria-expanded={expanded}
      onClick={onClick}
      ref={buttonRef}
    >
      {children}
    </button>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'look' | 'label'> {
  icon: ComponentChildren
  /** What it does; said by screen readers and on hover. */
  label: string
}

/** A small button with a picture and no words on it. */
export function IconButton({ icon, label, title, disabled, onClick, expanded, buttonRef }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button button-quiet button-icon"
      aria-label={label}
      title={title ?? label}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
      ref={buttonRef}
    >
      {icon}
    </button>
  )
}
