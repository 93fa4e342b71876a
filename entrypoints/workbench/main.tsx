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
import {
  alsoSpeak,
  archiveWords,
  cardWords,
  labWords,
  lateWords,
  rulesWords,
  t,
  workbenchWords,
} from '../../lib/i18n/t.ts'
import { log } from '../../lib/log.ts'
import { startClock } from '../../lib/ui/clock.ts'
import { clearToast } from '../../lib/ui/toast.tsx'
import { followPreferences } from '../../lib/ui/theme.ts'
import { App } from './app.tsx'
import { followExports } from './export/export-job.ts'
import { showExportWork } from './export/export-work.ts'
import { startWish } from './export/start.ts'
import { presentReady } from './lab/present-rules.ts'
import { followAddress, forgetWish, route } from './route.ts'
import { followSearchKey } from './search/search-key.ts'
import { tidyBackupFiles } from './storage/backup-file.ts'
import { preferences, storedReady } from './stored.ts'

async function start(): Promise<void> {
  const root = document.getElementById('app')
  if (!root) return
  // Without settings the page still shows the archive, in the browser's language.
  await Promise.all([storedReady, presentReady]).catch((error: unknown) =>
    log('storage-unreadable', { error: error instanceof Error ? error.name : 'unknown' }),
  )
  alsoSpeak(lateWords, cardWords, workbenchWords, rulesWords, labWords, archiveWords)
  await followPreferences(preferences, document.documentElement)
  followAddress()
  let openedForExport = route.value.name === 'export'
  effect(() => {
    const place = route.value
    if (place.name !== 'export' || place.wish === null) return
    const { wish } = place
    forgetWish()
    void startWish(wish, openedForExport)
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
  showExportWork()
  void followExports()
  void tidyBackupFiles(Date.now())
  followSearchKey()
  startClock()
  render(<App />, root)
}

void start()
