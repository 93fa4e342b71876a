import { formatBytes, formatMoment, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { VerifyProblem, VerifyReport } from '../../../lib/export/verifier/verify-core.js'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { problemWords } from './problem-words.ts'
import type { VerifiedFile } from './verify-job.ts'

/** Problems that are listed; the rest are counted. */
const MOST_SHOWN = 100

/** What was found in one file. */
export function FileReport({ file }: { file: VerifiedFile }) {
  const { name, size, state, done, report } = file
  if (report) return <Report name={name} size={size} report={report} />
  return (
    <Panel tone={state === 'unreadable' ? 'bad' : 'plain'} role={state === 'unreadable' ? 'alert' : 'status'}>
      <strong>
        <Name text={name} />
      </strong>
      {state === 'reading' ? (
        <progress class="bar" aria-label={t('verify.reading')} max={Math.max(size, 1)} value={Math.min(done, size)} />
      ) : null}
      <p class="muted">{t(`verify.${state === 'unreadable' ? 'unreadable' : 'reading'}`)}</p>
    </Panel>
  )
}

function Report({ name, size, report }: { name: string; size: number; report: VerifyReport }) {
  const { isGood, problems, moreProblems, messages, conversations, account, exportedAt, part } = report
  const left = problems.length - MOST_SHOWN + moreProblems
  const facts = [
    t('verify.messages', { count: messages }),
    t('verify.conversations', { count: conversations.length }),
    formatBytes(size),
    account === null ? null : t('verify.account', { account }),
    exportedAt === null || Number.isNaN(Date.parse(exportedAt))
      ? null
      : t('verify.exportedAt', { time: formatMoment(Date.parse(exportedAt)) }),
    part === null ? null : t('verify.part', { part: formatNumber(part) }),
  ].filter((words) => words !== null)
  const remarks = [
    report.isRewritten ? t('verify.remark.rewritten') : null,
    report.isRedacted ? t('verify.remark.redacted') : null,
    report.isFiltered ? t('verify.remark.filtered') : null,
  ].filter((words) => words !== null)
  return (
    <Panel tone={isGood ? 'good' : 'bad'} role={isGood ? 'status' : 'alert'}>
      <strong>
        <Name text={name} />
      </strong>
      <p class={isGood ? 'word-good' : 'word-bad'}>
        {isGood ? t('verify.good') : t('verify.bad', { count: problems.length + moreProblems })}
      </p>
      <p class="muted small number">{facts.join(' · ')}</p>
      {remarks.length > 0 ? <p class="muted small">{remarks.join(' ')}</p> : null}
      {problems.length > 0 ? (
        <ul class="verify-problems" tabIndex={0} aria-label={t('verify.problems')}>
          {problems.slice(0, MOST_SHOWN).map((problem, index) => (
            <li key={index}>
              <Problem problem={problem} />
            </li>
          ))}
          {left > 0 ? <li class="muted">{t('verify.more', { count: left })}</li> : null}
        </ul>
      ) : null}
      {conversations.length > 0 ? (
        <Fold title={t('verify.chains')}>
          <ul class="verify-problems" tabIndex={0} aria-label={t('verify.chains')}>
            {conversations.slice(0, MOST_SHOWN).map(({ id, title, messages: count, from, to }) => (
              <li key={id}>
                <Name text={title ?? id} />{' '}
                <span class="muted number">
                  {count === 0
                    ? t('verify.chain.empty')
                    : t('verify.chain', { count, first: from.count + 1, last: to.count, hash: to.hash })}
                </span>
              </li>
            ))}
            {conversations.length > MOST_SHOWN ? (
              <li class="muted">{t('verify.more', { count: conversations.length - MOST_SHOWN })}</li>
            ) : null}
          </ul>
        </Fold>
      ) : null}
    </Panel>
  )
}

function Problem({ problem }: { problem: VerifyProblem }) {
  const title = 'conversation' in problem && problem.conversation ? (problem.title ?? problem.conversation) : null
  return (
    <>
      {title === null ? null : (
        <>
          <Name text={title} />
          {t('verify.colon')}
        </>
      )}
      {problemWords(problem)}
    </>
  )
}
