import type { Key } from '../../lib/i18n/zh-CN.ts'
import { t } from '../../lib/i18n/t.ts'
import { now } from '../../lib/ui/clock.ts'
import { Words } from '../../lib/ui/words.tsx'
import { formatNumber } from '../../lib/i18n/format.ts'
import { today } from './stored.ts'
import { countsToday } from './today-counts.ts'
import { showDecisions } from './view.ts'
import type { DecisionFilter } from './view.ts'

/** What happened today, each count leading to its list with the reasons. */
export function TodayLine() {
  const { replied, heldBack, uncertain } = countsToday(today.value, now.value)
  return (
    <nav class="today" aria-label={t('today.label')}>
      <span class="muted">{t('today')}</span>
      <Count of="today.replied" count={replied} filter="replied" />
      <Count of="today.heldBack" count={heldBack} filter="heldBack" />
      <Count of="today.uncertain" count={uncertain} filter="uncertain" tone={uncertain > 0 ? 'word-warn' : ''} />
    </nav>
  )
}

interface CountProps {
  of: Key
  count: number
  filter: DecisionFilter
  tone?: string
}

function Count({ of, count, filter, tone = '' }: CountProps) {
  return (
    <button type="button" class={`today-count ${tone}`} onClick={() => showDecisions(filter)}>
      <Words of={of} values={{ count: <strong class="number">{formatNumber(count)}</strong> }} />
    </button>
  )
}
