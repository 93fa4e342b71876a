import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Controls } from '../../../lib/settings.ts'
import { now } from '../../../lib/ui/clock.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { pausedUntil, statusWords } from '../../pages/status-words.ts'
import { status } from '../stored.ts'
import { Facts } from './facts.tsx'
import type { Fact } from './facts.tsx'
import { controls, loops } from './stored.ts'

/** Who is logged in, who receives messages, and what keeps rules from answering. */
export function LoginFacts() {
  const state = status.value
  const { text, tone } = statusWords(state, controls.value, now.value)
  const facts: Fact[] = [
    { name: t('diagnostics.login.state'), value: text, ...(tone === 'warn' || tone === 'bad' ? { tone } : {}) },
  ]
  if ('account' in state && state.account !== null) {
    facts.push({ name: t('diagnostics.login.account'), value: <Name text={state.account} /> })
  }
  if (state.state === 'logged-out') facts.push({ name: t('diagnostics.why'), value: t(`loggedOut.${state.why}`) })
  if (state.state === 'offline') facts.push({ name: t('diagnostics.why'), value: t(`offline.${state.why}`) })
  if (state.state === 'online') {
    facts.push({ name: t('diagnostics.login.listener'), value: t(`listener.${state.listener}`) })
  }
  if (state.state === 'online' || state.state === 'offline') {
    facts.push({ name: t('diagnostics.login.since'), value: <Time at={state.since} /> })
  }
  const talking = loops.value.filter(({ until }) => until > now.value).length
  facts.push(
    { name: t('diagnostics.answering'), ...answering(controls.value) },
    { name: t('away.label'), value: t(`away.${controls.value.away}`) },
    {
      name: t('diagnostics.loops'),
      value: formatNumber(talking),
      ...(talking > 0 ? { tone: 'warn' as const } : {}),
    },
  )
  return <Facts id="login" title={t('diagnostics.login')} facts={facts} />
}

function answering(controls: Controls): Pick<Fact, 'value' | 'tone'> {
  if (controls.stopped !== null) return { value: t(`diagnostics.stopped.${controls.stopped}`), tone: 'bad' }
  if (!controls.autoReply) return { value: t('diagnostics.answering.off'), tone: 'warn' }
  if (pausedUntil(controls, now.value) !== null) return { value: t('diagnostics.answering.paused'), tone: 'warn' }
  return { value: t('diagnostics.answering.on'), tone: 'good' }
}
