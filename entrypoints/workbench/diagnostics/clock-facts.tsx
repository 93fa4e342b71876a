import { formatAgo, formatDuration } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { SKEW_SHOWN } from '../../../lib/settings.ts'
import { SECOND } from '../../../lib/time.ts'
import { now } from '../../../lib/ui/clock.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Facts } from './facts.tsx'
import { clock } from './stored.ts'

/** How far this computer's clock is from the server's, and what to do when that is far. */
export function ClockFacts() {
  const seen = clock.value
  const isFar = seen !== null && Math.abs(seen.offset) > SKEW_SHOWN
  const difference = seen === null ? t('diagnostics.clock.unknown') : differenceWords(seen.offset)
  const at = seen === null ? [] : [{ name: t('diagnostics.clock.at'), value: formatAgo(seen.at, now.value) }]
  return (
    <Facts
      id="clock"
      title={t('diagnostics.clock')}
      facts={[
        { name: t('diagnostics.clock.difference'), value: difference, ...(isFar ? { tone: 'warn' } : {}) },
        ...at,
        { name: t('diagnostics.zone'), value: Intl.DateTimeFormat().resolvedOptions().timeZone },
      ]}
    >
      {isFar ? (
        <Panel tone="warn" role="status" title={t('diagnostics.clock.far')}>
          <p>{t('diagnostics.clock.far.text')}</p>
        </Panel>
      ) : null}
    </Facts>
  )
}

/** `offset`: the server's clock minus ours, ms. */
function differenceWords(offset: number): string {
  const duration = formatDuration(Math.abs(offset))
  if (Math.abs(offset) < SECOND) return t('diagnostics.clock.same')
  return offset > 0 ? t('diagnostics.clock.behind', { duration }) : t('diagnostics.clock.ahead', { duration })
}
