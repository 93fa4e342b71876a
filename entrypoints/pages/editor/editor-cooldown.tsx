import { t } from '../../../lib/i18n/t.ts'
import { Problems, fieldAttributes } from '../../../lib/ui/field.tsx'
import { problemWords } from './problem-words.ts'
import type { CooldownUnit, DraftProblem, RuleDraft } from './rule-draft.ts'

interface EditorPartProps {
  draft: RuleDraft
  problems: readonly DraftProblem[]
}

/** The least time between two replies of the rule in one conversation: a number and its unit. */
export function CooldownField({ draft, problems }: EditorPartProps) {
  const wrong = problemWords(problems, ['cooldown'])
  const hint = t('editor.cooldown.hint')
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.cooldown')}</legend>
      <div class="cooldown">
        <input
          class="input number"
          inputMode="decimal"
          aria-label={t('editor.cooldown.value')}
          value={draft.cooldown.value}
          onInput={(event) => (draft.cooldown.value = event.currentTarget.value)}
          {...fieldAttributes('cooldown', hint, wrong)}
        />
        <select
          class="input"
          aria-label={t('editor.cooldown.unit')}
          value={draft.cooldownUnit.value}
          onChange={(event) => (draft.cooldownUnit.value = event.currentTarget.value as CooldownUnit)}
        >
          {(['seconds', 'minutes', 'hours'] as const).map((unit) => (
            <option key={unit} value={unit}>
              {t(`editor.unit.${unit}`)}
            </option>
          ))}
        </select>
        <span class="field-hint" id="cooldown-hint">
          {hint}
        </span>
      </div>
      <Problems id="cooldown" problems={wrong} />
    </fieldset>
  )
}
