import { fieldAttributes } from '../../../lib/ui/field.tsx'

interface PassphraseBoxProps {
  id: string
  value: string
  /** Written out, for whoever is alone with the screen. */
  isShown: boolean
  hint?: string
  problems?: readonly string[]
  onInput: (value: string) => void
}

/** A box for a new passphrase. */
export function PassphraseBox({ id, value, isShown, hint, problems = [], onInput }: PassphraseBoxProps) {
  const shared = {
    class: 'input',
    autocomplete: 'new-password',
    value,
    onInput: (event: { currentTarget: HTMLInputElement }) => onInput(event.currentTarget.value),
    ...fieldAttributes(id, hint, problems),
  }
  return isShown ? <input {...shared} type="text" /> : <input {...shared} type="password" />
}
