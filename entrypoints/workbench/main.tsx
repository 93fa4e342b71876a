import { effect } from '@preact/signals'
import { render } from 'preact'
import '../../lib/ui/tokens.css'
import '../../lib/ui/base.css'
import '../../lib/ui/components.css'
import '../pages/card.css'
import '../pages/decisions.css'
import '../pages/editor.css'
import './workbench.css'
import './rules/rules.css'
import { alsoSpeak, cardWords, labWords, lateWords, rulesWords, t, workbenchWords } from '../../lib/i18n/t.ts'
import { log } from '../../lib/log.ts'
import { startClock } from '../../lib/ui/clock.ts'
import { clearToast } from '../../lib/ui/toast.tsx'
import { followPreferences } from '../../lib/ui/theme.ts'
import { App } from './app.tsx'
import { startExport } from './export-job.ts'
import { presentReady } from './lab/present-rules.ts'
import { followAddress, forgetWish, route } from './route.ts'
import { preferences, storedReady } from './stored.ts'

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  // Without settings the page still shows the archive, in the browser's language.
  await Promise.all([storedReady, presentReady]).catch((error: unknown) =>
    log('storage-unreadable', { error: error instanceof Error ? error.name : 'unknown' }),
  )
  alsoSpeak(lateWords, cardWords, workbenchWords, rulesWords, labWords)
  await followPreferences(preferences, document.documentElement)
  followAddress()
  let openedForExport = route.value.name === 'export'
  effect(() => {
    const place = route.value
    if (place.name !== 'export' || place.wish === null) return
    const { wish } = place
    forgetWish()
    void startExport(wish, openedForExport)
    openedForExport = false
  })
  let name = route.value.name
  effect(() => {
    if (route.value.name !== name) clearToast()
    name = route.value.name
  })
  effect(() => {
    document.title = `${t(`nav.${route.value.name}`)} · ${t('app.name')}`
  })
  startClock()
  render(<App />, root)
}

void start()
