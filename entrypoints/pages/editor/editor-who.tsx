import type { ConversationKind } from '../../../lib/chat/message.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Problems } from '../../../lib/ui/field.tsx'
import { ContactPicker } from './contact-picker.tsx'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'
import type { RuleDraft } from './rule-draft.ts'
import { WhoMore } from './editor-who-more.tsx'

const KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']

/** Who has to write: kinds of conversation, everybody in them or chosen contacts, and only when I am mentioned. */
export function WhoFields({ draft, problems, full }: EditorPartProps & { full: boolean }) {
  const wrong = problemWords(problems, ['kinds'])
  const { who, chosenOnly } = draft.fields.value
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.who')}</legend>
      <div
        class="chips"
        role="group"
        aria-label={t('editor.kinds')}
        aria-describedby="kinds-problem"
        data-invalid={wrong.length > 0 || undefined}
        tabIndex={-1}
      >
        {KINDS.map((kind) => (
          <Toggle
            key={kind}
            text={t(`kind.${kind}`)}
            on={who.kinds.includes(kind)}
            onChange={(on) => draft.setKind(kind, on)}
          />
        ))}
      </div>
      <Problems id="kinds" problems={wrong} />
      <Mention draft={draft} />
      <Choice
        label={t('editor.contacts.label')}
        chosen={chosenOnly ? 'chosen' : 'all'}
        onChoose={(chosen) => draft.change((fields) => ({ ...fields, chosenOnly: chosen === 'chosen' }))}
        options={[
          { value: 'all', text: t('editor.contacts.all') },
          { value: 'chosen', text: t('editor.contacts.chosen') },
        ]}
      />
      {chosenOnly ? (
        <ContactPicker
          id="contacts"
          label={t('editor.contacts.label')}
          kinds={who.kinds}
          chosen={who.contacts}
          onChoose={(id, on) => draft.setContact('contacts', id, on)}
          problems={problemWords(problems, ['contacts'])}
        />
      ) : null}
      {full ? <WhoMore draft={draft} problems={problems} /> : null}
    </fieldset>
  )
}

/** Without the tick a rule answers unmentioned only in groups that it names: the safety kernel sees to that. */
function Mention({ draft }: { draft: RuleDraft }) {
  const { who, chosenOnly } = draft.fields.value
  if (!who.kinds.some((kind) => kind !== 'friend')) return null
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={who.onlyWhenMentioned}
          onChange={(event) => draft.who({ onlyWhenMentioned: event.currentTarget.checked })}
        />
        {t('editor.onlyWhenMentioned')}
      </label>
      {who.onlyWhenMentioned || chosenOnly ? null : <p class="field-hint">{t('editor.mention.kernel')}</p>}
    </>
  )
}
