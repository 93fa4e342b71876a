import { completenessLines } from '../../../lib/export/completeness-lines.ts'
import type { ExportedCompleteness } from '../../../lib/export/format.ts'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import type { Key } from '../../../lib/i18n/zh-CN.ts'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { accountWords } from '../account-words.ts'
import type { ExportOrder } from './order.ts'
import type { RunResult } from './run.ts'

/** What the files cannot show: in short, and whole on demand. The same report is inside the files. */
export function ExportReport({ reports, order }: { reports: RunResult['reports']; order: ExportOrder }) {
  const all = reports.map(({ report }) => report)
  const lines = shortLines(all)
  const failures = all.flatMap((report) => report.failures)
  const isUnwatched = all.every(({ captured }) => captured.length === 0)
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title" class="report-title">
        {t('export.completeness')}
      </h2>
      {isUnwatched ? (
        <p class="muted">{t('export.completeness.unwatched')}</p>
      ) : lines.length === 0 ? (
        <p class="muted">{t('export.completeness.none')}</p>
      ) : null}
      <dl class="report">
        {lines.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd class="number">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      {failures.length > 0 ? <Failures failures={failures} /> : null}
      <Fold title={t('export.completeness.whole')}>
        {reports.map(({ account, report }) => (
          <div key={account}>
            {reports.length > 1 ? (
              <h3>{t('export.completeness.account', { account: accountWords(account) })}</h3>
            ) : null}
            {/* The first line is the title of the report, which stands above. */}
            <pre class="export-report-lines" tabIndex={0}>
              {completenessLines(report, language.value, order.timeZone).slice(1).join('\n')}
            </pre>
          </div>
        ))}
      </Fold>
    </section>
  )
}

/** What there is to say in numbers, without what is zero. */
export function shortLines(reports: readonly ExportedCompleteness[]): [Key, number][] {
  const sum = (count: (report: ExportedCompleteness) => number) =>
    reports.reduce((total, report) => total + count(report), 0)
  const lines: [Key, number][] = [
    ['export.completeness.gaps', sum(({ gaps }) => gaps.length)],
    ['export.completeness.unreadable', sum(({ unreadable }) => unreadable)],
    [
      'export.completeness.unknownKinds',
      sum(({ unknownKinds }) => unknownKinds.reduce((all, { count }) => all + count, 0)),
    ],
    ['export.completeness.echoes', sum(({ echoes }) => echoes)],
    ['export.completeness.duplicates', sum(({ duplicates }) => duplicates)],
    ['export.completeness.imported', sum(({ imported }) => imported)],
    ['export.completeness.failures', sum(({ failures }) => failures.length)],
  ]
  return lines.filter(([, count]) => count > 0)
}

function Failures({ failures }: { failures: ExportedCompleteness['failures'] }) {
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
