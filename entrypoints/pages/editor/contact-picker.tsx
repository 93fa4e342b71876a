import { signal } from '@preact/signals'
import { Component } from 'preact'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Chip } from '../../../lib/ui/chip.tsx'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { archive } from '../archive.ts'
import { readChoices, searchContacts } from '../contact-choices.ts'
import { contactNames, nameContacts } from '../contact-names.ts'

/** Most lines drawn at once; the search narrows the rest down. */
const MOST_SHOWN = 50

interface ContactPickerProps {
  /** Id of the search box; the problems are said beside it. */
  id: string
  label: string
  /** Kinds of contacts to choose from. */
  kinds: readonly ConversationKind[]
  /** Also people who are no friends: members of groups. */
  withStrangers?: boolean
  chosen: readonly ContactId[]
  onChoose: (id: ContactId, on: boolean) => void
  problems: readonly string[]
  /** The list is there only while something is searched. */
  isBrief?: boolean
}

/** Chosen contacts as chips, and a searchable list to choose from. */
export class ContactPicker extends Component<ContactPickerProps> {
  private readonly contacts = signal<Contact[] | ArchiveError['why'] | null>(null)
  private readonly search = signal('')

  override componentDidMount(): void {
    void archive()
      .then((open) => readChoices(open, this.props.withStrangers))
      .then(
        (contacts) => (this.contacts.value = contacts),
        (error: unknown) => (this.contacts.value = error instanceof ArchiveError ? error.why : 'failed'),
      )
  }

  render() {
    const { id, label, problems } = this.props
    const contacts = this.contacts.value
    return (
      <div class="picker">
        <ChosenChips {...this.props} />
        <input
          class="input"
          type="search"
          placeholder={t('editor.contacts.search')}
          aria-label={id === 'contacts' ? t('editor.contacts.search') : t('editor.contacts.searchFor', { label })}
          value={this.search.value}
          onInput={(event) => (this.search.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter here means "search", which is done already; it must not save the rule.
            if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault()
          }}
          {...fieldAttributes(id, undefined, problems)}
        />
        <Problems id={id} problems={problems} />
        {contacts === null ? (
          <Skeleton lines={2} />
        ) : typeof contacts === 'string' ? (
          <p class="field-problem">{t(`failed.archive.${contacts}`)}</p>
        ) : this.props.isBrief && this.search.value.trim() === '' ? null : (
          <Choices {...this.props} contacts={contacts} text={this.search.value} />
        )}
      </div>
    )
  }
}

function ChosenChips({ chosen, onChoose }: ContactPickerProps) {
  if (chosen.length === 0) return null
  return (
    <ul class="chips">
      {chosen.map((id) => {
        const name = contactNames.value.get(id) ?? t('unknown.person')
        return (
          <Chip
            key={id}
            text={name}
            removeLabel={t('editor.contacts.remove', { name })}
            onRemove={() => onChoose(id, false)}
          />
        )
      })}
    </ul>
  )
}

function Choices({
  contacts,
  text,
  ...props
}: ContactPickerProps & {
  contacts: readonly Contact[]
  text: string
}) {
  const ofKinds = searchContacts(contacts, props.kinds, '')
  const found = searchContacts(ofKinds, props.kinds, text)
  if (ofKinds.length === 0) return <p class="field-hint">{t('editor.contacts.none')}</p>
  if (found.length === 0) return <p class="field-hint">{t('editor.contacts.noMatch', { text })}</p>
  return (
    <>
      <ul class="picker-list" aria-label={props.label}>
        {found.slice(0, MOST_SHOWN).map((contact) => (
          <ChoiceRow key={contact.id} {...props} contact={contact} />
        ))}
      </ul>
      {found.length > MOST_SHOWN ? (
        <p class="field-hint">{t('editor.contacts.more', { count: found.length - MOST_SHOWN })}</p>
      ) : null}
    </>
  )
}

function ChoiceRow({ chosen, onChoose, contact }: ContactPickerProps & { contact: Contact }) {
  return (
    <li>
      <label class="check">
        <input
          type="checkbox"
          checked={chosen.includes(contact.id)}
          onChange={(event) => {
            onChoose(contact.id, event.currentTarget.checked)
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
