import { useSignal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import { MAX_NAME_LENGTH } from '../../../lib/rules/rule.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { focusBack } from './focus-back.ts'

interface GroupNameFormProps {
  /** What it is called now. */
  name: string
  label: string
  onSave: (name: string) => void
  onCancel: () => void
}

/** Asks for the name of a group, in one line; Escape gives up. */
export function GroupNameForm({ name, label, onSave, onCancel }: GroupNameFormProps) {
  const typed = useSignal(name)
  const before = useSignal(document.activeElement)
  const close = (how: () => void) => {
    how()
    focusBack(before.peek())
  }
  return (
    <form
      class="list-bar"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (typed.value.trim() !== '') close(() => onSave(typed.value.trim()))
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close(onCancel)
      }}
    >
      <input
        class="input list-bar-name"
        aria-label={t('ruleList.group.name')}
        placeholder={t('ruleList.group.name')}
        maxLength={MAX_NAME_LENGTH}
        value={typed.value}
        ref={focusOnce}
        onInput={(event) => (typed.value = event.currentTarget.value)}
      />
      <button type="submit" class="button button-primary" disabled={typed.value.trim() === ''}>
        {t('action.save')}
      </button>
      <Button onClick={() => close(onCancel)}>{t('action.cancel')}</Button>
    </form>
  )
}

/** The same function at every drawing, so that it is called once. */
function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
