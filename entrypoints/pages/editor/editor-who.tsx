import type { ConversationKind } from '../../../lib/chat/message.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Toggle } from '../../../lib/ui/chip.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Problems } from '../../../lib/ui/field.tsx'
import { ContactPicker } from './contact-picker.tsx'
import { problemWords } from './problem-words.ts'
import type { DraftProblem, RuleDraft } from './rule-draft.ts'

const KINDS: readonly ConversationKind[] = ['friend', 'group', 'discuss']

interface EditorPartProps {
  draft: RuleDraft
  problems: readonly DraftProblem[]
}

/** Who has to write: kinds of conversation, everybody in them or chosen contacts, and only when I am mentioned. */
export function WhoFields({ draft, problems }: EditorPartProps) {
  const wrong = problemWords(problems, ['kinds'])
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
            on={draft.kinds.value.includes(kind)}
            onChange={(on) => draft.setKind(kind, on)}
          />
        ))}
      </div>
      <Problems id="kinds" problems={wrong} />
      <Mention draft={draft} />
      <Choice
        label={t('editor.contacts.label')}
        chosen={draft.chosenOnly.value ? 'chosen' : 'all'}
        onChoose={(who) => (draft.chosenOnly.value = who === 'chosen')}
        options={[
          { value: 'all', text: t('editor.contacts.all') },
          { value: 'chosen', text: t('editor.contacts.chosen') },
        ]}
      />
      {draft.chosenOnly.value ? <ContactPicker draft={draft} problems={problemWords(problems, ['contacts'])} /> : null}
    </fieldset>
  )
}

function Mention({ draft }: { draft: RuleDraft }) {
  if (!draft.kinds.value.some((kind) => kind !== 'friend')) return null
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={draft.onlyWhenMentioned.value}
        onChange={(event) => (draft.onlyWhenMentioned.value = event.currentTarget.checked)}
      />
      {t('editor.onlyWhenMentioned')}
    </label>
  )
}
