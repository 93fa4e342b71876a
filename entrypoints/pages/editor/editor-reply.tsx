import { t } from '../../../lib/i18n/t.ts'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { FACES } from './faces.ts'
import { problemWords } from './problem-words.ts'
import type { DraftProblem, RuleDraft } from './rule-draft.ts'

interface EditorPartProps {
  draft: RuleDraft
  problems: readonly DraftProblem[]
}

/** What is answered, with buttons for variables and faces. */
export function ReplyField({ draft, problems }: EditorPartProps) {
  const wrong = problemWords(problems, ['reply'])
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.reply')}</legend>
      <Field id="reply" label={t('editor.replyText')} problems={wrong} hideLabel>
        <textarea
          class="input"
          rows={2}
          value={draft.reply.value}
          placeholder={t('editor.replyText.placeholder')}
          onInput={(event) => (draft.reply.value = event.currentTarget.value)}
          {...fieldAttributes('reply', undefined, wrong)}
        />
      </Field>
      <Variables draft={draft} />
      <details class="faces">
        <summary>{t('editor.faces')}</summary>
        <div class="face-grid">
          {FACES.map(({ name, emoji }) => (
            <button
              key={name}
              type="button"
              class="button button-quiet button-icon"
              aria-label={t('editor.face', { name })}
              title={name}
              onClick={() => insert(draft, `[${name}]`)}
            >
              {emoji}
            </button>
          ))}
        </div>
      </details>
    </fieldset>
  )
}

function Variables({ draft }: { draft: RuleDraft }) {
  const kinds = draft.kinds.value
  const inGroups = kinds.includes('group') || kinds.includes('discuss')
  const variables = [
    { code: '{nick}', text: t('editor.var.nick') },
    ...(kinds.includes('friend') ? [{ code: '{remark}', text: t('editor.var.remark') }] : []),
    ...(inGroups
      ? [
          { code: '{card}', text: t('editor.var.card') },
          { code: '{group}', text: t('editor.var.group') },
        ]
      : []),
    { code: '{time}', text: t('editor.var.time') },
    { code: '{count}', text: t('editor.var.count') },
    ...(draft.match.value === 'pattern' ? [{ code: '{capture:1}', text: t('editor.var.capture') }] : []),
  ]
  return (
    <div class="chips" role="group" aria-label={t('editor.variables')}>
      {variables.map(({ code, text }) => (
        <button key={code} type="button" class="toggle" title={code} onClick={() => insert(draft, code)}>
          {text}
        </button>
      ))}
    </div>
  )
}

/** Puts text where the cursor is (over what is selected), and leaves the cursor behind it. */
function insert(draft: RuleDraft, text: string): void {
  const box = document.getElementById('reply')
  if (!(box instanceof HTMLTextAreaElement)) return
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end')
  draft.reply.value = box.value
  box.focus()
}
