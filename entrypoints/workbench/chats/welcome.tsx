import { signal } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { Mark } from '../../../lib/ui/icons.tsx'
import { chatAddress, IMPORT_ADDRESS } from '../route.ts'
import { SIDE_FOCUS } from './message-scroll.tsx'

const demo = signal<'idle' | 'opening' | 'failed'>('idle')

/** The first run: what will be here, and two ways to see something at once. */
export function Welcome() {
  return (
    <div class="welcome">
      <Mark />
      <h1>{t('chats.welcome')}</h1>
      <p>{t('chats.welcome.text')}</p>
      <div class="welcome-ways">
        <Button look="primary" disabled={demo.value === 'opening'} onClick={() => void showDemo()}>
          {t('chats.welcome.demo')}
        </Button>
        <a class="button" href={IMPORT_ADDRESS}>
          {t('chats.welcome.open')}
        </a>
      </div>
      <p class="muted small">{t('chats.welcome.drop')}</p>
      <p class="word-bad" role="alert">
        {demo.value === 'failed' ? t('chats.welcome.failed') : ''}
      </p>
    </div>
  )
}

async function showDemo(): Promise<void> {
  demo.value = 'opening'
  try {
    const { openDemo } = await import('../import/demo.ts')
    const chat = await openDemo()
    // The button is gone with the welcome.
    focusLater(SIDE_FOCUS)
    location.hash = chatAddress(chat)
    demo.value = 'idle'
  } catch (error) {
    log('demo-failed', { error: error instanceof Error ? error.name : 'unknown' })
    demo.value = 'failed'
  }
}
