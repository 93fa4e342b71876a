import { effect } from '@preact/signals'
import { render } from 'preact'
import { browser } from 'wxt/browser'
import '../../lib/archive/open.ts'
import '../../lib/ui/tokens.css'
import '../../lib/ui/base.css'
import '../../lib/ui/components.css'
import '../pages/card.css'
import '../pages/decisions.css'
import '../pages/editor.css'
import './drawer.css'
import { alsoSpeak, cardWords, drawerWords, lateWords, setLanguage } from '../../lib/i18n/t.ts'
import { log } from '../../lib/log.ts'
import { startClock } from '../../lib/ui/clock.ts'
import { followPreferences } from '../../lib/ui/theme.ts'
import { archive } from '../pages/archive.ts'
import { App } from './app.tsx'
import { connectDesk } from './desk-port.ts'
import { preferences, storedReady } from './stored.ts'
import { followVisibility } from './visible.ts'

/**
 * Nothing is drawn, not even a word, before the background has accepted the token: whoever puts this page into a frame
 * learns nothing. What the first picture needs is fetched meanwhile.
 */
async function start(): Promise<void> {
  const token = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  const root = document.getElementById('app')
  if (!root || token === '') return
  const desk = connectDesk(token)
  archive().catch(() => log('archive not ready'))
  alsoSpeak(lateWords, cardWords, drawerWords)
  // Most people keep the browser's language: its words are fetched while the settings are read.
  void setLanguage('auto', browser.i18n.getUILanguage()).catch(() => {})
  await storedReady.catch((error: unknown) =>
    log('storage-unreadable', { error: error instanceof Error ? error.name : 'unknown' }),
  )
  await followPreferences(preferences, document.documentElement)
  startClock()
  followVisibility()
  let isDrawn = false
  effect(() => {
    if (!desk.view.value || isDrawn) return
    isDrawn = true
    render(<App desk={desk} />, root)
  })
}

void start()
