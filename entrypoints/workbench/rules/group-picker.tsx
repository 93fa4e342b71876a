import type { Contact, ContactId } from '../../../lib/chat/contact.ts'
import { t } from '../../../lib/i18n/t.ts'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { nameContacts } from '../../pages/contact-names.ts'
import { readChoices } from '../../pages/contact-choices.ts'
import { liveRows } from '../../pages/live-rows.ts'

const { rows } = liveRows<Contact, null>(
  () => null,
  async (archive) => (await readChoices(archive)).filter(({ kind }) => kind === 'group'),
  ({ contacts }) => contacts.length > 0,
)

interface GroupPickerProps {
  id: string
  chosen: ContactId | null
  onChoose: (group: ContactId) => void
}

/** One of the groups that the archive knows. */
export function GroupPicker({ id, chosen, onChoose }: GroupPickerProps) {
  const groups = rows.value
  const known = groups === null || typeof groups === 'string' ? [] : groups
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {t('starters.group')}
      </label>
      <select
        class="input"
        id={id}
        value={chosen ?? ''}
        disabled={known.length === 0}
        onChange={(event) => {
          const { value } = event.currentTarget
          if (value === '') return
          onChoose(value)
          void nameContacts([value])
        }}
      >
        <option value="">{t('starters.group.choose')}</option>
        {known.map((contact) => (
          <option key={contact.id} value={contact.id}>
            {contactName(contact)}
          </option>
        ))}
      </select>
      {groups !== null && known.length === 0 ? (
        <span class="field-hint">
          {typeof groups === 'string' ? t(`failed.archive.${groups}`) : t('starters.group.none')}
        </span>
      ) : null}
    </div>
  )
}
