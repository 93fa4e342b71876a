import { computed, signal } from '@preact/signals'
import { t } from '../../lib/i18n/t.ts'
import type { Status } from '../../lib/settings.ts'
import { Avatar } from '../../lib/ui/avatar.tsx'
import { now } from '../../lib/ui/clock.ts'
import { ExpandIcon, Mark } from '../../lib/ui/icons.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { request } from '../../lib/ui/request.ts'
import { Switch } from '../../lib/ui/switch.tsx'
import { ownStateWord, shownOwnState } from './own-state.ts'
import { statusWords } from '../pages/status-words.ts'
import { rules } from '../pages/stored-rules.ts'
import { controls, status } from './stored.ts'

const explaining = signal(false)

const listener = computed(() => (status.value.state === 'online' ? status.value.listener : null))

/** Who, in which state, who listens, and the kill switch. */
export function Header() {
  const nick = nickOf(status.value)
  return (
    <header class="header">
      <h1 class="unseen">{t('app.name')}</h1>
      <div class="header-line">
        {nick === null ? <Mark /> : <Avatar name={nick} kind="person" />}
        <div class="header-who">
          <div class="header-name">
            <strong class="one-line">{nick === null ? t('who.nobody') : <Name text={nick} />}</strong>
            <OwnStateChip />
          </div>
          <StateLine />
        </div>
        <Switch
          large
          on={controls.value.autoReply}
          label={t('switch.autoReply')}
          title={t('switch.hint')}
          onChange={(on) => void request('setAutoReply', on)}
        />
      </div>
      <AwayField />
      <Explanation />
    </header>
  )
}

function StateLine() {
  const { text, tone } = statusWords(status.value, controls.value, now.value)
  return (
    <div class="header-state">
      <span role="status" class={`state tone-${tone}`} data-state={status.value.state}>
        <span class="dot" aria-hidden="true" />
        {text}
      </span>
      {listener.value ? (
        <button
          type="button"
          class="explain"
          aria-label={t('who.listens')}
          title={t('who.listens')}
          aria-expanded={explaining.value}
          onClick={() => (explaining.value = !explaining.value)}
        >
          <ExpandIcon open={explaining.value} />
        </button>
      ) : null}
    </div>
  )
}

const AWAY = ['auto', 'away', 'here'] as const

/** Only where it makes a difference: some rule answers only while I am away, or I have said where I am. */
function AwayField() {
  const { away } = controls.value
  if (away === 'auto' && !rules.value.some(({ when }) => when.onlyWhenAway)) return null
  return (
    <label class="header-away">
      <span class="muted">{t('away.label')}</span>
      <select
        class="input"
        value={away}
        onChange={(event) => void request('setAway', event.currentTarget.value as typeof away)}
      >
        {AWAY.map((value) => (
          <option key={value} value={value}>
            {t(`away.${value}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Friends see something else than "online": nobody should wonder about that. */
function OwnStateChip() {
  const state = shownOwnState.value
  if (state === null || state === 'online') return null
  const word = ownStateWord(state)
  return (
    <span class="own-state" title={t('ownState.seenAs', { state: word })}>
      <span class="unseen">{t('ownState.label')} </span>
      {word}
    </span>
  )
}

function Explanation() {
  if (!listener.value || !explaining.value) return null
  return <p class="header-note">{t(`listener.${listener.value}`)}</p>
}

function nickOf(status: Status): string | null {
  switch (status.state) {
    case 'online':
      return status.nick
    case 'offline':
    case 'page-stopped':
      return status.nick ?? status.account
    case 'connecting':
      return status.account
    case 'starting':
    case 'logged-out':
    case 'page-only':
    case 'blocked':
      return null
  }
}
