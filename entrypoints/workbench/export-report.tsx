import { formatNumber } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { Key } from '../../lib/i18n/zh-CN.ts'
import { Name } from '../../lib/ui/name.tsx'
import type { Exported } from './export-run.ts'

/** What the file cannot show, in short: the same report is inside the file. */
export function ExportReport({ exported: { completeness, summary } }: { exported: Exported }) {
  const unknown = completeness.unknownKinds.reduce((sum, { count }) => sum + count, 0)
  const lines: [Key, number][] = [
    ['export.completeness.unreadable', completeness.unreadable],
    ['export.completeness.unknownKinds', unknown],
    ['export.completeness.echoes', completeness.echoes],
    ['export.completeness.duplicates', completeness.duplicates],
    ['export.completeness.failures', summary.failures.length],
  ]
  const found = lines.filter(([, count]) => count > 0)
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title" class="report-title">
        {t('export.completeness')}
      </h2>
      {found.length === 0 ? <p class="muted">{t('export.completeness.none')}</p> : null}
      <dl class="report">
        {found.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd class="number">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      {summary.failures.length > 0 ? <Failures failures={summary.failures} /> : null}
    </section>
  )
}

function Failures({ failures }: { failures: Exported['summary']['failures'] }) {
  return (
    <>
      <p class="word-bad">{t('export.failures', { count: failures.length })}</p>
      <ul class="failures">
        {failures.map(({ conversation, title, why }) => (
          <li key={conversation}>
            <Name text={title ?? t('unknown.person')} /> <span class="muted">{why}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
