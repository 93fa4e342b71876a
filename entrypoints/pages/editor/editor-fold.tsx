import { t } from '../../../lib/i18n/t.ts'
import type { RuleDraft } from './rule-draft.ts'

const FOLDS = ['case', 'width', 'blanks', 'repeats', 'script'] as const

/** What makes no difference when texts are compared; the popup shows the one that everybody knows. */
export function FoldFields({ draft, full }: { draft: RuleDraft; full: boolean }) {
  const { fold } = draft.fields.value.what
  return (
    <div class="checks" role="group" aria-label={t('editor.fold')}>
      {FOLDS.filter((name) => full || name === 'case').map((name) => (
        <label key={name} class="check">
          <input
            type="checkbox"
            checked={fold[name]}
            onChange={(event) => {
              const on = event.currentTarget.checked
              draft.change((fields) => ({
                ...fields,
                what: { ...fields.what, fold: { ...fields.what.fold, [name]: on } },
              }))
            }}
          />
          {t(`editor.fold.${name}`)}
        </label>
      ))}
    </div>
  )
}
