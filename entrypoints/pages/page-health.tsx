import { t } from '../../lib/i18n/t.ts'
import type { PagePart } from '../../lib/ports.ts'
import { Panel } from '../../lib/ui/panel.tsx'

/** What of the official page is not as it should be, and which feature is off for it. Nothing when all is well. */
export function PageHealth({ broken }: { broken: readonly PagePart[] }) {
  if (broken.length === 0) return null
  return (
    <Panel tone="warn" role="status" title={t('broken.title')}>
      <ul>
        {broken.map((part) => (
          <li key={part} data-broken={part}>
            {t(`broken.${part}`)}
          </li>
        ))}
      </ul>
      <p class="muted">{t('broken.rest')}</p>
    </Panel>
  )
}
