import { t } from '../../../lib/i18n/t.ts'
import { Problems } from '../../../lib/ui/field.tsx'
import { LengthBox } from '../../../lib/ui/length-box.tsx'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'

/** The least time between two replies of the rule in one conversation: a number and its unit. */
export function CooldownField({ draft, problems }: EditorPartProps) {
  const wrong = problemWords(problems, ['cooldown'])
  const hint = t('editor.cooldown.hint')
  return (
    <fieldset class="sentence-part">
      <legend>{t('editor.cooldown')}</legend>
      <div class="cooldown">
        <LengthBox
          id="cooldown"
          label={t('editor.cooldown.value')}
          unitLabel={t('editor.cooldown.unit')}
          value={draft.fields.value.cooldownMs}
          onInput={(cooldownMs) => draft.change((fields) => ({ ...fields, cooldownMs }), 'cooldown')}
          hint={hint}
          problems={wrong}
        />
        <span class="field-hint" id="cooldown-hint">
          {hint}
        </span>
      </div>
      <Problems id="cooldown" problems={wrong} />
    </fieldset>
  )
}
