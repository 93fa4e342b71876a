import { signal } from '@preact/signals'
import { Component } from 'preact'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Contact } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Chip } from '../../../lib/ui/chip.tsx'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { archive } from '../archive.ts'
import { readChoices, searchContacts } from '../contact-choices.ts'
import { contactNames, nameContacts } from '../contact-names.ts'
import type { RuleDraft } from './rule-draft.ts'

/** Most lines drawn at once; the search narrows the rest down. */
const MOST_SHOWN = 50

interface ContactPickerProps {
  draft: RuleDraft
  problems: readonly string[]
}

/** Chosen contacts as chips, and a searchable list to choose from. */
export class ContactPicker extends Component<ContactPickerProps> {
  private readonly contacts = signal<Contact[] | ArchiveError['why'] | null>(null)
  private readonly search = signal('')

  override componentDidMount(): void {
    void archive()
      .then(readChoices)
      .then(
        (contacts) => (this.contacts.value = contacts),
        (error: unknown) => (this.contacts.value = error instanceof ArchiveError ? error.why : 'failed'),
      )
  }

  render() {
    const { draft, problems } = this.props
    const contacts = this.contacts.value
    return (
      <div class="picker">
        <ChosenChips draft={draft} />
        <input
          class="input"
          type="search"
          placeholder={t('editor.contacts.search')}
          aria-label={t('editor.contacts.search')}
          value={this.search.value}
          onInput={(event) => (this.search.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter here means "search", which is done already; it must not save the rule.
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
          }}
          {...fieldAttributes('contacts', undefined, problems)}
        />
        <Problems id="contacts" problems={problems} />
        {contacts === null ? (
          <Skeleton lines={2} />
        ) : typeof contacts === 'string' ? (
          <p class="field-problem">{t(`failed.archive.${contacts}`)}</p>
        ) : (
          <Choices draft={draft} contacts={contacts} text={this.search.value} />
        )}
      </div>
    )
  }
}

function ChosenChips({ draft }: { draft: RuleDraft }) {
  if (draft.contacts.value.length === 0) return null
  return (
    <ul class="chips">
      {draft.contacts.value.map((id) => {
        const name = contactNames.value.get(id) ?? t('unknown.person')
        return (
          <Chip
            key={id}
            text={name}
            removeLabel={t('editor.contacts.remove', { name })}
            onRemove={() => draft.setContact(id, false)}
          />
        )
      })}
    </ul>
  )
}

function Choices({ draft, contacts, text }: { draft: RuleDraft; contacts: readonly Contact[]; text: string }) {
  const ofKinds = searchContacts(contacts, draft.kinds.value, '')
  const found = searchContacts(ofKinds, draft.kinds.value, text)
  if (ofKinds.length === 0) return <p class="field-hint">{t('editor.contacts.none')}</p>
  if (found.length === 0) return <p class="field-hint">{t('editor.contacts.noMatch', { text })}</p>
  return (
    <>
      <ul class="picker-list" aria-label={t('editor.contacts.label')}>
        {found.slice(0, MOST_SHOWN).map((contact) => (
          <ChoiceRow key={contact.id} draft={draft} contact={contact} />
        ))}
      </ul>
      {found.length > MOST_SHOWN ? (
        <p class="field-hint">{t('editor.contacts.more', { count: found.length - MOST_SHOWN })}</p>
      ) : null}
    </>
  )
}

function ChoiceRow({ draft, contact }: { draft: RuleDraft; contact: Contact }) {
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.contacts.value.includes(contact.id)}
          onChange={(event) => {
            draft.setContact(contact.id, event.currentTarget.checked)
            void nameContacts([contact.id])
          }}
        />
        <Name text={contactName(contact)} class="one-line" />
        <span class="muted small picker-detail one-line">
          {contact.remark && contact.nick ? <Name text={contact.nick} /> : null} {contact.number}
        </span>
      </label>
    </li>
  )
}
