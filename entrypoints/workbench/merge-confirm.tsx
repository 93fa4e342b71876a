import type { Contact } from '../../lib/chat/contact.ts'
import type { JoinRefusal } from '../../lib/contacts/joins.ts'
import { t } from '../../lib/i18n/t.ts'
import { Button } from '../../lib/ui/button.tsx'
import { contactName } from '../../lib/ui/contact-name.ts'
import { Name } from '../../lib/ui/name.tsx'
import { Words } from '../../lib/ui/words.tsx'

interface MergeConfirmProps {
  contact: Contact
  other: Contact
  /** Why the two cannot be joined; null when they can. */
  refusal: JoinRefusal | null
  onMerge: () => void
  onCancel: () => void
}

/** What joining the two would do, with yes and no; or why it cannot be. */
export function MergeConfirm({ contact, other, refusal, onMerge, onCancel }: MergeConfirmProps) {
  const [a, b] = [contact, other].map(contactName)
  return (
    <div class="merge-confirm" role="group" aria-labelledby="merge-line">
      <p id="merge-line">
        {refusal ? (
          <>
            <Name text={b!} class="merge-name one-line" /> ·{' '}
            <span class="word-warn">{t(`who.refused.${refusal}`)}</span>
          </>
        ) : (
          <Words
            of="merge.confirm"
            values={{
              a: <Name text={a!} class="merge-name one-line" />,
              b: <Name text={b!} class="merge-name one-line" />,
            }}
          />
        )}
      </p>
      <div class="merge-answers">
        {refusal ? null : (
          <Button look="primary" buttonRef={focusIt} onClick={onMerge}>
            {t('who.join')}
          </Button>
        )}
        <Button buttonRef={refusal ? focusIt : undefined} onClick={onCancel}>
          {t(refusal ? 'action.back' : 'action.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Whoever chose by the keyboard goes on here; with the focus comes the line that the group is named by. */
function focusIt(button: HTMLButtonElement | null): void {
  button?.focus()
}
