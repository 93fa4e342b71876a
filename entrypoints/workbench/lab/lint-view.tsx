import { Component } from 'preact'
import { effect, signal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import type { Finding } from '../../../lib/rules/lab/finding.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { labAddress, ruleAddress } from '../route.ts'
import { tryWitness } from './dry-run-form.ts'
import { findingWords } from './finding-words.ts'
import { checkRules, lintJob } from './lint-job.ts'
import type { LintJob } from './lint-job.ts'
import { presentReady, presentRules } from './present-rules.ts'
import { titleOf } from './rule-title.ts'
import { witnessWords } from './witness-words.ts'

/** Findings drawn at once; the button brings more. */
const A_PAGE = 50

const shown = signal(A_PAGE)

/** What the lint finds in the rules as they are stored; looked for anew whenever they change, while it is open. */
export class LintView extends Component {
  private isLeft = false
  private stop = (): void => {}

  override componentDidMount(): void {
    void this.follow()
  }

  override componentWillUnmount(): void {
    this.isLeft = true
    this.stop()
  }

  private async follow(): Promise<void> {
    await presentReady
    if (!this.isLeft) this.stop = effect(() => void checkRules(presentRules.value))
  }

  render() {
    return (
      <>
        <p class="muted">{t('lab.lint.intro')}</p>
        <Job job={lintJob.value} />
      </>
    )
  }
}

function Job({ job }: { job: LintJob }) {
  switch (job.state) {
    case 'none':
      return null
    case 'running':
      return (
        <>
          <Panel title={t('lab.lint.running')}>
            <progress class="bar" value={job.done} max={Math.max(1, job.total)} aria-label={t('lab.lint.running')} />
            <p class="number">{t('lab.lint.progress', { done: job.done, total: job.total })}</p>
          </Panel>
          <Findings findings={job.findings} />
        </>
      )
    case 'failed':
      return <Panel tone="bad" role="alert" title={t('lab.lint.failed')} />
    case 'done':
      if (job.total === 0) return <Empty title={t('lab.noRules')} text={t('lab.noRules.text')} />
      if (job.findings.length === 0) {
        return (
          <Panel tone="good" role="status" title={t('lab.lint.none')}>
            <p class="muted">{t('lab.lint.none.text', { count: job.total })}</p>
          </Panel>
        )
      }
      return (
        <>
          <p role="status">{t('lab.lint.found', { count: job.findings.length })}</p>
          <Findings findings={job.findings} />
        </>
      )
  }
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <>
      <ul class="lab-findings">
        {findings.slice(0, shown.value).map((finding, index) => (
          <FindingItem key={`${finding.code} ${finding.ruleId} ${index}`} finding={finding} />
        ))}
      </ul>
      {findings.length > shown.value ? (
        <Button onClick={() => (shown.value += A_PAGE)}>
          {t('lab.lint.more', { count: findings.length - shown.value })}
        </Button>
      ) : null}
    </>
  )
}

function FindingItem({ finding }: { finding: Finding }) {
  const { code, ruleId, other, witness } = finding
  const title = titleOf(ruleId)
  return (
    <li class="lab-finding" data-finding={code}>
      <h2>{t(`lab.finding.${code}`)}</h2>
      <p>
        <a class="lone-link" href={ruleAddress(ruleId)}>
          {title}
        </a>
      </p>
      <p>{findingWords(finding)}</p>
      {other === null ? null : (
        <p class="muted">
          {t('lab.finding.other')}{' '}
          <a class="lone-link" href={ruleAddress(other)}>
            {titleOf(other)}
          </a>
        </p>
      )}
      {witness === null ? null : <bdi class="decision-text">{witnessWords(witness)}</bdi>}
      <div class="panel-actions">
        {witness === null ? null : (
          <a class="button" href={labAddress('dry-run', { rule: ruleId })} onClick={() => tryWitness(witness)}>
            {t('lab.lint.try')}
            <span class="unseen"> {title}</span>
          </a>
        )}
        <a class="button" href={ruleAddress(ruleId)}>
          {t('lab.rule.edit')}
          <span class="unseen"> {title}</span>
        </a>
      </div>
    </li>
  )
}
