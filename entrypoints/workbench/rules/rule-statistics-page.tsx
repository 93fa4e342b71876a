import { effect, signal } from '@preact/signals'
import { Component } from 'preact'
import { ArchiveError } from '../../../lib/archive/port.ts'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { DAY } from '../../../lib/time.ts'
import { log } from '../../../lib/log.ts'
import type { RuleStatistics } from '../../../lib/rules/lab/statistics.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { archive } from '../../pages/archive.ts'
import { Measure, StatisticsTable } from './statistics-table.tsx'
import { readStatistics } from './statistics-run.ts'
import type { StatisticsProgress, StatisticsResult } from './statistics-run.ts'

const SPANS = ['7', '30', '90'] as const
type Span = (typeof SPANS)[number]

type State =
  | { state: 'counting'; progress: StatisticsProgress }
  | { state: 'cancelled' }
  | { state: 'failed'; why: ArchiveError['why'] }
  | { state: 'done'; result: StatisticsResult }

/** How long it looks back, days. Kept while one looks at something else. */
const span = signal<Span>('30')

/** What the rules did: counted anew whenever it is opened or another span is chosen, and given up when it is left. */
export class RuleStatisticsPage extends Component {
  private readonly counted = signal<State>({ state: 'counting', progress: { decisions: 0, messages: 0 } })
  private readonly asked = signal(0)
  private running = new AbortController()
  private stop = () => {}

  override componentDidMount(): void {
    this.stop = effect(() => {
      void this.asked.value
      this.count(Number(span.value))
    })
  }

  override componentWillUnmount(): void {
    this.stop()
    this.running.abort()
  }

  private count(days: number): void {
    this.running.abort()
    const { signal: aborted } = (this.running = new AbortController())
    const show = (state: State) => {
      if (!aborted.aborted) this.counted.value = state
    }
    show({ state: 'counting', progress: { decisions: 0, messages: 0 } })
    archive()
      .then((open) =>
        readStatistics(open, Date.now() - days * DAY, (progress) => show({ state: 'counting', progress }), aborted),
      )
      .then(
        (result) => result && show({ state: 'done', result }),
        (error: unknown) => {
          log('statistics-failed', { error: error instanceof Error ? error.name : 'unknown' })
          show({ state: 'failed', why: error instanceof ArchiveError ? error.why : 'failed' })
        },
      )
  }

  private readonly cancel = (): void => {
    this.running.abort()
    this.counted.value = { state: 'cancelled' }
  }

  render() {
    return (
      <div class="statistics">
        <p class="muted">{t('stats.intro')}</p>
        <Choice
          label={t('stats.span')}
          chosen={span.value}
          onChoose={(value) => (span.value = value)}
          options={SPANS.map((value) => ({ value, text: t('stats.days', { count: Number(value) }) }))}
        />
        <Shown state={this.counted.value} onCancel={this.cancel} onAgain={() => (this.asked.value += 1)} />
      </div>
    )
  }
}

function Shown({ state, onCancel, onAgain }: { state: State; onCancel: () => void; onAgain: () => void }) {
  switch (state.state) {
    case 'counting':
      return (
        <div class="stats-counting" role="status">
          <progress class="bar" aria-label={t('stats.counting')} />
          <span class="number">{t('stats.progress', { ...state.progress })}</span>
          <Button onClick={onCancel}>{t('action.cancel')}</Button>
        </div>
      )
    case 'cancelled':
      return (
        <Panel
          role="status"
          title={t('stats.cancelled')}
          actions={<Button onClick={onAgain}>{t('stats.again')}</Button>}
        />
      )
    case 'failed':
      return (
        <Panel
          tone="bad"
          role="alert"
          title={t(`failed.archive.${state.why}`)}
          actions={<Button onClick={onAgain}>{t('action.retry')}</Button>}
        />
      )
    case 'done':
      return <Result result={state.result} />
  }
}

function Result({ result }: { result: StatisticsResult }) {
  if (result.decisions === 0) return <Empty title={t('stats.empty')} text={t('stats.empty.text')} />
  return (
    <>
      <p class="number">
        {t('stats.total', {
          decisions: formatNumber(result.decisions),
          fired: formatNumber(sumOf(result, ({ fired }) => fired)),
        })}
      </p>
      <StatisticsTable rules={result.rules} />
      <HeldTable held={result.held} />
    </>
  )
}

function sumOf({ rules }: StatisticsResult, value: (rule: RuleStatistics) => number): number {
  return [...rules.values()].reduce((sum, rule) => sum + value(rule), 0)
}

/** What was held back, by guard, whatever the rule. */
function HeldTable({ held }: { held: ReadonlyMap<WhyNot, number> }) {
  const rows = [...held].sort(([, a], [, b]) => b - a)
  const most = rows[0]?.[1] ?? 1
  if (rows.length === 0) return <p class="muted">{t('stats.held.none')}</p>
  return (
    <table class="stats-table stats-held">
      <caption>{t('stats.held.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('stats.guard')}</th>
          <th scope="col">{t('stats.messages')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([why, count]) => (
          <tr key={why}>
            <th scope="row">{t(`why.${why}`)}</th>
            <td class="number">
              <Measure count={count} share={count / most} look="held" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
