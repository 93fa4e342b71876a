import { t } from '../../../lib/i18n/t.ts'
import { Words } from '../../../lib/ui/words.tsx'
import { contactNames } from '../contact-names.ts'
import { ruleWords } from '../rule-sentence.ts'
import type { RuleDraft } from './rule-draft.ts'

/** The rule as it reads. */
export function SentencePreview({ draft }: { draft: RuleDraft }) {
  const { who, what, reply, notes } = ruleWords(draft.rule.value, contactNames.value)
  return (
    <figure class="preview" aria-label={t('editor.preview')}>
      <Words
        of="sentence.preview"
        values={{ who: <strong>{who}</strong>, what: <strong>{what}</strong>, reply: <strong>{reply}</strong> }}
      />
      {notes === '' ? null : <span class="muted"> {notes}</span>}
    </figure>
  )
}
