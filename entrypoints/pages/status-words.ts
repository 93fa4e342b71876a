import { formatClock } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { Controls, Status } from '../../lib/settings.ts'

/** How the header says the state: a word, and the colour of the dot beside it. */
export interface StatusWords {
  text: string
  tone: 'good' | 'warn' | 'bad' | 'busy' | 'off'
}

/** The state in words. Pause and kill switch are said only while somebody is online: otherwise nothing answers anyway. */
export function statusWords(status: Status, controls: Controls, now: number): StatusWords {
  switch (status.state) {
    case 'starting':
      return { text: t('state.starting'), tone: 'busy' }
    case 'connecting':
      return { text: t('state.connecting'), tone: 'busy' }
    case 'logged-out':
      return { text: t('state.logged-out'), tone: 'off' }
    case 'page-only':
      return { text: t('state.page-only'), tone: 'warn' }
    case 'page-stopped':
      return { text: t('state.page-stopped'), tone: 'warn' }
    case 'offline':
      return { text: t('state.offline'), tone: 'bad' }
    case 'blocked':
      return { text: t('state.blocked'), tone: 'bad' }
    case 'online':
      return onlineWords(status, controls, now)
  }
}

function onlineWords(
  { listener, endsAt }: Extract<Status, { state: 'online' }>,
  controls: Controls,
  now: number,
): StatusWords {
  if (!controls.autoReply) return { text: t('state.off'), tone: 'off' }
  if (controls.stopped !== null) return { text: t('state.stopped'), tone: 'bad' }
  const until = pausedUntil(controls, now)
  if (until !== null) return { text: t('state.paused', { time: formatClock(until, now) }), tone: 'warn' }
  if (endsAt !== undefined) return { text: t('state.ends', { time: formatClock(endsAt, now) }), tone: 'warn' }
  return { text: t(`state.online.${listener}`), tone: 'good' }
}

/** End of the pause that is on now (ms), or null. */
export function pausedUntil({ pausedUntil: until }: Controls, now: number): number | null {
  return until !== null && until > now ? until : null
}
