import { t } from '../../../lib/i18n/t.ts'
import { contactNames } from '../contact-names.ts'
import { WorkbenchLink } from '../workbench-link.tsx'
import { onlyInWorkbench } from './only-in-workbench.ts'
import type { RuleDraft } from './rule-draft.ts'

/** What the rule has and this editor has no fields for: it is kept as it is, and said. */
export function Elsewhere({ draft, isStored }: { draft: RuleDraft; isStored: boolean }) {
  const kept = onlyInWorkbench(draft.rule.value, contactNames.value)
  return (
    <div class="elsewhere small">
      {kept.length > 0 ? (
        <>
          <p>{t('elsewhere.kept')}</p>
          <ul>
            {kept.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      ) : (
        <p class="muted">{t('elsewhere.more')}</p>
      )}
      <WorkbenchLink place={isStored ? `#/rules/${encodeURIComponent(draft.id)}` : '#/rules/new'} look="link">
        {t('elsewhere.edit')}
      </WorkbenchLink>
    </div>
  )
}
