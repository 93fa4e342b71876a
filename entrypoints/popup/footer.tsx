import { browser } from 'wxt/browser'
import { t } from '../../lib/i18n/t.ts'
import { HOUR } from '../../lib/time.ts'
import { Button } from '../../lib/ui/button.tsx'
import { now } from '../../lib/ui/clock.ts'
import { OpenIcon, PauseIcon, PlayIcon, SettingsIcon } from '../../lib/ui/icons.tsx'
import { request } from '../../lib/ui/request.ts'
import { takesFocus } from '../../lib/ui/focus-later.ts'
import { pausedUntil } from '../pages/status-words.ts'
import { controls } from './stored.ts'
import { view } from './view.ts'

export function Footer() {
  const paused = pausedUntil(controls.value, now.value) !== null
  const inSettings = view.value.name === 'settings'
  return (
    <footer class="footer">
      {paused ? (
        <Button look="quiet" onClick={() => void request('pauseUntil', null)}>
          <PlayIcon />
          {t('footer.resume')}
        </Button>
      ) : (
        <Button look="quiet" onClick={() => void request('pauseUntil', Date.now() + HOUR)}>
          <PauseIcon />
          {t('footer.pause')}
        </Button>
      )}
      <Button look="quiet" onClick={() => void openWorkbench('')}>
        {t('app.workbench')}
        <OpenIcon />
      </Button>
      <Button
        look="quiet"
        expanded={inSettings}
        buttonRef={takesFocus('settings')}
        onClick={() => (view.value = inSettings ? { name: 'tabs' } : { name: 'settings' })}
      >
        <SettingsIcon />
        {t('footer.settings')}
      </Button>
    </footer>
  )
}

/** Opens the workbench in a tab, at a place in it (`#/…`). */
export async function openWorkbench(hash: string): Promise<void> {
  await browser.tabs.create({ url: `${browser.runtime.getURL('/')}workbench.html${hash}` })
}
