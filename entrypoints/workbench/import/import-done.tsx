import { signal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ImportOutcome } from '../../../lib/import/write-import.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { contactNames, nameContacts } from '../../pages/contact-names.ts'
import { chatAddress } from '../route.ts'

/** Links to chats that are shown at once. */
const MOST = 20
const asked = signal<ImportOutcome | null>(null)

/** What an import came to, with the way to its chats. */
export function ImportDone({ outcome }: { outcome: ImportOutcome }) {
  if (asked.peek() !== outcome) {
    asked.value = outcome
    void nameContacts(outcome.conversations.slice(0, MOST))
  }
  if (outcome.added === 0)
    return (
      <Panel role="status" title={t('import.done.nothing')}>
        <p>{t('import.done.nothing.text', { count: outcome.duplicates })}</p>
      </Panel>
    )
  return (
    <Panel tone="good" role="status" title={t('import.done', { count: outcome.added })}>
      {outcome.duplicates > 0 ? <p>{t('import.done.duplicates', { count: outcome.duplicates })}</p> : null}
      {outcome.conflicts > 0 ? <p>{t('import.done.conflicts', { count: outcome.conflicts })}</p> : null}
      <ul class="import-chats">
        {outcome.conversations.slice(0, MOST).map((id) => (
          <li key={id}>
            <ChatLink id={id} />
          </li>
        ))}
      </ul>
      {outcome.conversations.length > MOST ? (
        <p class="muted">{t('import.done.more', { count: outcome.conversations.length - MOST })}</p>
      ) : null}
    </Panel>
  )
}

function ChatLink({ id }: { id: ContactId }) {
  const name = contactNames.value.get(id) ?? t('unknown.person')
  return (
    <a class="button" href={chatAddress(id)}>
      <Words of="import.open" values={{ name: <Name text={name} class="one-line" /> }} />
    </a>
  )
}
