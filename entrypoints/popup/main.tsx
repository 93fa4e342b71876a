import { effect } from '@preact/signals'
import { render } from 'preact'
import { browser } from 'wxt/browser'
import '../../lib/ui/tokens.css'
import '../../lib/ui/base.css'
import '../../lib/ui/components.css'
import '../pages/decisions.css'
import '../pages/editor.css'
import './popup.css'
import { lateWords, learn, setLanguage, t } from '../../lib/i18n/t.ts'
import { log } from '../../lib/log.ts'
import { startClock } from '../../lib/ui/clock.ts'
import { followPreferences } from '../../lib/ui/theme.ts'
import { App } from './app.tsx'
import { isWell } from './is-well.ts'
import { controls, preferences, status, storedReady } from './stored.ts'

/** Everything is read before the first picture, so that nothing jumps or changes its language afterwards. */
async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  // Most people keep the browser's language: its words are fetched while the settings are read.
  void setLanguage('auto', browser.i18n.getUILanguage()).catch(() => {})
  const inTab = browser.tabs.getCurrent().catch(() => undefined)
  const readable = await storedReady.then(
    () => true,
    (error: unknown) => {
      log('storage-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
      return false
    },
  )
  document.documentElement.dataset.surface = (await inTab) ? 'tab' : 'popup'
  await followPreferences(preferences, document.documentElement)
  effect(() => {
    document.title = t('app.name')
  })
  startClock()
  if (!readable) return await sayFailed(root)
  // What is the matter belongs to the first picture: it is there before anything is drawn.
  if (!isWell(status.value, controls.value)) await Promise.all([import('./status-panel.tsx'), learn(lateWords)])
  render(<App />, root)
}

/** Not even the settings can be read. */
async function sayFailed(root: HTMLElement): Promise<void> {
  const [{ StorageFailedPanel }] = await Promise.all([import('./status-panel.tsx'), learn(lateWords)])
  render(<StorageFailedPanel />, root)
}

void start()
