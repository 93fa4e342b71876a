import { t } from '../../../lib/i18n/t.ts'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { ruleGroups } from '../stored-rules.ts'
import type { EditorPartProps } from './part-props.ts'
import { problemWords } from './problem-words.ts'

/** The user's own name for the rule, and the group it is switched with. */
export function NameFields({ draft, problems }: EditorPartProps) {
  const { name, group } = draft.fields.value
  const wrong = problemWords(problems, ['name'])
  const hint = t('editor.name.hint')
  return (
    <div class="name-fields">
      <Field id="rule-name" label={t('editor.name')} hint={hint} problems={wrong}>
        <input
          class="input"
          autocomplete="off"
          value={name}
          onInput={(event) => {
            const next = event.currentTarget.value
            draft.change((fields) => ({ ...fields, name: next }), 'name')
          }}
          {...fieldAttributes('rule-name', hint, wrong)}
        />
      </Field>
      <Field id="rule-group" label={t('editor.ruleGroup')}>
        <select
          class="input"
          id="rule-group"
          value={ruleGroups.value.some(({ id }) => id === group) ? (group ?? '') : ''}
          onChange={(event) => {
            const next = event.currentTarget.value
            draft.change((fields) => ({ ...fields, group: next === '' ? null : next }))
          }}
        >
          <option value="">{t('editor.ruleGroup.none')}</option>
          {ruleGroups.value.map(({ id, name: words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </Field>
    </div>
  )
}
