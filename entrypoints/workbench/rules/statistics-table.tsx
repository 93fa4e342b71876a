import { formatNumber } from '../../../lib/i18n/format.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import type { WhyNot } from '../../../lib/chat/decision.ts'
import type { RuleStatistics } from '../../../lib/rules/lab/statistics.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { rules } from '../../pages/stored-rules.ts'
import { ruleAddress } from '../route.ts'
import { titleOf } from './rules-store.ts'

const NOTHING: RuleStatistics = { fired: 0, drafts: 0, held: {}, thenByHand: 0 }

interface Row {
  id: string
  /** Null: the rule is not there any more. */
  title: string | null
  numbers: RuleStatistics
  held: number
}

/** One row a rule: those that are there, and those of which only the numbers are left. Most replies first. */
export function StatisticsTable({ rules: counted }: { rules: ReadonlyMap<string, RuleStatistics> }) {
  const rows = rowsOf(counted)
  const most = Math.max(1, ...rows.map(({ numbers, held }) => Math.max(numbers.fired, held)))
  const hasDrafts = rows.some(({ numbers }) => numbers.drafts > 0)
  return (
    <div class="stats-scroll" tabIndex={0} role="region" aria-label={t('stats.title')}>
      <table class="stats-table">
        <caption class="unseen">{t('stats.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('stats.rule')}</th>
            <th scope="col">{t('stats.fired')}</th>
            <th scope="col">{t('stats.held')}</th>
            {hasDrafts ? <th scope="col">{t('stats.drafts')}</th> : null}
            <th scope="col">{t('stats.byHand')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RuleRow key={row.id} row={row} most={most} hasDrafts={hasDrafts} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function rowsOf(counted: ReadonlyMap<string, RuleStatistics>): Row[] {
  const here = new Map(rules.value.map((rule) => [rule.id, titleOf(rule)]))
  const ids = new Set([...here.keys(), ...counted.keys()])
  return [...ids]
    .map((id): Row => {
      const numbers = counted.get(id) ?? NOTHING
      const held = Object.values(numbers.held).reduce((sum, count) => sum + count, 0)
      return { id, title: here.get(id) ?? null, numbers, held }
    })
    .sort((a, b) => b.numbers.fired - a.numbers.fired || b.held - a.held)
}

function RuleRow({
  row: { id, title, numbers, held },
  most,
  hasDrafts,
}: {
  row: Row
  most: number
  hasDrafts: boolean
}) {
  const { fired, thenByHand, drafts } = numbers
  return (
    <tr>
      <th scope="row">
        {title === null ? (
          <span class="muted">{t('decision.ruleDeleted')}</span>
        ) : (
          <a class="two-lines" href={ruleAddress(id)}>
            <Name text={title} />
          </a>
        )}
      </th>
      <td class="number">
        <Measure count={fired} share={fired / most} look="fired" />
      </td>
      <td class="number">
        <Measure count={held} share={held / most} look="held" />
        {held > 0 ? <span class="muted small stats-whys">{heldWords(numbers.held)}</span> : null}
      </td>
      {hasDrafts ? <td class="number">{formatNumber(drafts)}</td> : null}
      <td class="number">
        {formatNumber(thenByHand)}
        {fired > 0 ? <span class="muted small"> {percent(thenByHand / fired)}</span> : null}
      </td>
    </tr>
  )
}

/** Longest bar, px. */
const LONGEST = 80

interface MeasureProps {
  count: number
  /** Of the longest bar, 0 to 1. */
  share: number
  look: 'fired' | 'held'
}

/** A number with a bar behind it, so that numbers compare at a glance. */
export function Measure({ count, share, look }: MeasureProps) {
  return (
    <span class="stats-measure">
      <span class="stats-count">{formatNumber(count)}</span>
      <span class={`stats-bar stats-bar-${look}`} style={{ width: `${Math.round(LONGEST * share)}px` }} />
    </span>
  )
}

function heldWords(held: RuleStatistics['held']): string {
  const whys = Object.entries(held) as [WhyNot, number][]
  return whys
    .sort(([, a], [, b]) => b - a)
    .map(([why, count]) => t('stats.heldBy', { why: t(`why.${why}`), count }))
    .join(' · ')
}

function percent(share: number): string {
  return new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 0 }).format(share)
}
