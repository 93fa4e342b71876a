import { signal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { formatClock } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { Status } from '../../lib/settings.ts'
import { Button } from '../../lib/ui/button.tsx'
import { now } from '../../lib/ui/clock.ts'
import { Panel } from '../../lib/ui/panel.tsx'
import { request } from '../../lib/ui/request.ts'
import { isWireWords } from './code-words.ts'
import { QrPanel } from './qr-panel.tsx'
import { preferencesFailed, savePreferences } from '../pages/save-preferences.ts'
import { controls, status } from './stored.ts'

/** What is the matter and what to do, for every state in which something is; and when replies have stopped by themselves. */
export function StatusPanel() {
  return (
    <>
      <StatePanel />
      <StoppedReplies />
    </>
  )
}

function StoppedReplies() {
  const { stopped, autoReply } = controls.value
  if (stopped === null || !autoReply) return null
  return (
    <Panel
      tone="bad"
      title={t(`stopped.${stopped}`)}
      actions={
        <Button look="primary" onClick={() => void request('setAutoReply', true)}>
          {t('stopped.button')}
        </Button>
      }
    >
      <p class="muted">{t(`stopped.${stopped}.text`)}</p>
    </Panel>
  )
}

function StatePanel() {
  const state = status.value
  switch (state.state) {
    case 'logged-out':
      return <QrPanel />
    case 'page-only':
      return (
        <Panel tone="warn" title={t(`page-only.${state.why}`)}>
          <p class="muted">{t(`page-only.${state.why}.text`)}</p>
        </Panel>
      )
    case 'page-stopped':
      return <StoppedPanel />
    case 'offline':
      return <OfflinePanel offline={state} />
    case 'blocked':
      return state.why === 'site-access' ? <SiteAccessPanel /> : <StorageBlockedPanel detail={state.detail} />
    case 'online':
      return state.pageStopped ? (
        <Panel tone="warn" title={t('state.page-stopped')}>
          <p class="muted">{t('page-stopped.background')}</p>
        </Panel>
      ) : null
    case 'starting':
    case 'connecting':
      return null
  }
}

function OfflinePanel({ offline }: { offline: Extract<Status, { state: 'offline' }> }) {
  const at = now.value
  const next =
    offline.retryAt > at ? t('offline.retryAt', { time: formatClock(offline.retryAt, at) }) : t('offline.retrying')
  return (
    <Panel
      tone="bad"
      title={t(`offline.${offline.why}`)}
      actions={<Button onClick={() => void request('reconnect', undefined)}>{t('action.retry')}</Button>}
    >
      <p>{t('offline.since', { since: formatClock(offline.since, at), next })}</p>
      <TroubleWords offline={offline} />
      <p class="muted">{t('offline.works')}</p>
    </Panel>
  )
}

/** What is known about the trouble beyond its title. */
function TroubleWords({ offline: { why, words } }: { offline: Extract<Status, { state: 'offline' }> }) {
  if (why === 'portal') return <p>{t('offline.portal.text')}</p>
  return words !== undefined && isWireWords(words) ? <p>{t(`code.${words}`)}</p> : null
}

function StoppedPanel() {
  return (
    <Panel
      tone="warn"
      title={t('state.page-stopped')}
      actions={
        <Button look="primary" onClick={() => void savePreferences({ listenForStoppedPage: true })}>
          {t('page-stopped.button')}
        </Button>
      }
    >
      <p class="muted">{t('page-stopped.text')}</p>
      {preferencesFailed.value ? <p role="alert">{t('settings.saveFailed')}</p> : null}
    </Panel>
  )
}

const accessDenied = signal(false)

function SiteAccessPanel() {
  return (
    <Panel
      tone="bad"
      title={t('blocked.site-access')}
      actions={
        <Button look="primary" onClick={() => void askForAccess()}>
          {t('blocked.site-access.button')}
        </Button>
      }
    >
      <p class="muted">{t('blocked.site-access.text')}</p>
      {accessDenied.value ? <p role="alert">{t('blocked.site-access.denied')}</p> : null}
    </Panel>
  )
}

/** Must be called by the click itself, with nothing awaited before: browsers ask only on a gesture of the user. */
async function askForAccess(): Promise<void> {
  const origins = browser.runtime.getManifest().host_permissions ?? []
  const granted = await browser.permissions.request({ origins }).catch(() => false)
  accessDenied.value = !granted
  if (granted) await request('reconnect', undefined)
}

function StorageBlockedPanel({ detail }: { detail: string | null }) {
  return (
    <Panel
      tone="bad"
      title={t('blocked.storage')}
      actions={<Button onClick={() => void request('reconnect', undefined)}>{t('action.retry')}</Button>}
    >
      <p class="muted">{t('blocked.storage.text')}</p>
      {detail ? <p class="muted small">{t('blocked.detail', { detail })}</p> : null}
    </Panel>
  )
}

/** Instead of the whole popup, when not even the settings can be read. */
export function StorageFailedPanel() {
  return (
    <Panel tone="bad" role="alert" title={t('blocked.storage')}>
      <p class="muted">{t('blocked.storage.text')}</p>
    </Panel>
  )
}
