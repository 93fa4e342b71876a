import { signal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { readChoices } from '../../pages/contact-choices.ts'
import { liveRows } from '../../pages/live-rows.ts'
import { Picker } from '../lab/picker.tsx'
import { mistakeWords } from './mistake-words.ts'
import { changeForm, form } from './form.ts'
import { CONTENT_KINDS } from './order.ts'
import { RangeField } from './range-field.tsx'

/** Which messages of the chosen chats: by day, author, words and kind. */
export function FilterFields() {
  return (
    <>
      <RangeField />
      <AuthorsField />
      <WordsField />
      <ContentField />
    </>
  )
}

const { rows: people } = liveRows(
  () => null,
  async (archive) => (await readChoices(archive, true)).filter(({ kind }) => kind === 'person'),
)
/** The user has asked for chosen people, though none is chosen yet. */
const isChoosing = signal(false)

function AuthorsField() {
  const { authors } = form.value
  const isOnlyMe = authors !== null && authors.length === 1 && authors[0] === null && !isChoosing.value
  const chosen = authors === null && !isChoosing.value ? 'all' : isOnlyMe ? 'me' : 'some'
  return (
    <div class="field">
      <span class="field-label">{t('export.who')}</span>
      <Choice
        label={t('export.who')}
        chosen={chosen}
        onChoose={(value) => {
          isChoosing.value = value === 'some'
          changeForm({ authors: value === 'me' ? [null] : null })
        }}
        options={(['all', 'me', 'some'] as const).map((value) => ({ value, text: t(`export.who.${value}`) }))}
      />
      {chosen === 'some' ? <PeopleField authors={authors ?? []} /> : null}
    </div>
  )
}

function PeopleField({ authors }: { authors: readonly (string | null)[] }) {
  const all = people.value
  if (all === null) return null
  if (typeof all === 'string') return <p class="field-problem">{t(`failed.archive.${all}`)}</p>
  const change = (next: (string | null)[]) => changeForm({ authors: next.length === 0 ? null : next })
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={authors.includes(null)}
          onChange={(event) => {
            const others = authors.filter((id) => id !== null)
            change(event.currentTarget.checked ? [null, ...others] : others)
          }}
        />
        {t('export.who.self')}
      </label>
      <Picker
        id="export-people"
        label={t('export.who.people')}
        hint={t('export.who.hint')}
        choices={all.map((contact) => ({
          id: contact.id,
          name: contactName(contact),
          detail: [contact.remark ? contact.nick : null, contact.number].filter(Boolean).join(' '),
        }))}
        chosen={authors.filter((id) => id !== null)}
        onChange={(ids) => change([...(authors.includes(null) ? [null] : []), ...ids])}
      />
    </>
  )
}

function WordsField() {
  const { words } = form.value
  const problems = parseQuery(words).mistakes.map((mistake) => mistakeWords(mistake))
  const hint = t('export.words.hint')
  return (
    <Field id="export-words" label={t('export.words')} hint={hint} problems={problems}>
      <input
        class="input"
        type="search"
        maxLength={1000}
        {...fieldAttributes('export-words', hint, problems)}
        value={words}
        onInput={(event) => changeForm({ words: event.currentTarget.value })}
      />
    </Field>
  )
}

function ContentField() {
  const chosen = form.value.content ?? CONTENT_KINDS
  return (
    <div class="field" role="group" aria-labelledby="export-content">
      <span class="field-label" id="export-content">
        {t('export.content')}
      </span>
      <div class="export-checks">
        {CONTENT_KINDS.map((kind) => (
          <label key={kind} class="check">
            <input
              type="checkbox"
              checked={chosen.includes(kind)}
              // The last one stays: an export of nothing is no export.
              disabled={chosen.length === 1 && chosen.includes(kind)}
              onChange={(event) => {
                const isOn = event.currentTarget.checked
                const next = CONTENT_KINDS.filter((other) => (other === kind ? isOn : chosen.includes(other)))
                changeForm({ content: next.length === CONTENT_KINDS.length ? null : next })
              }}
            />
            {t(`export.content.${kind}`)}
          </label>
        ))}
      </div>
    </div>
  )
}
