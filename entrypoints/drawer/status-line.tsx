import { formatClock } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { Status } from '../../lib/settings.ts'
import { now } from '../../lib/ui/clock.ts'
import { statusWords } from '../pages/status-words.ts'
import { controls } from './stored.ts'

/** Who receives messages, and what that means for what is shown, where it means something. */
export function StatusLine({ status }: { status: Status }) {
  const { text, tone } = statusWords(status, controls.value, now.value)
  const meaning = meaningOf(status)
  return (
    <div class="drawer-status small">
      <p role="status" class={`drawer-state tone-${tone}`} data-state={status.state}>
        <span class="dot" aria-hidden="true" />
        {text}
      </p>
      {meaning ? <p class="muted">{meaning}</p> : null}
    </div>
  )
}

function meaningOf(status: Status): string | null {
  switch (status.state) {
    case 'online':
      return status.pageStopped ? t('drawer.pageStopped') : null
    case 'offline':
      return t('drawer.offline', { since: formatClock(status.since, now.value) })
    case 'logged-out':
      return t('drawer.logged-out')
    case 'page-only':
      return t(`page-only.${status.why}.text`)
    case 'page-stopped':
      return t('page-stopped.text')
    case 'blocked':
      return t(`blocked.${status.why}`)
    case 'starting':
    case 'connecting':
      return null
  }
}
