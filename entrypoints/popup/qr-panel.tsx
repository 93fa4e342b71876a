import { computed } from '@preact/signals'
import { t } from '../../lib/i18n/t.ts'
import type { QrStatus } from '../../lib/settings.ts'
import { Button } from '../../lib/ui/button.tsx'
import { CheckIcon } from '../../lib/ui/icons.tsx'
import { request } from '../../lib/ui/request.ts'
import { codeWords, isWireWords } from './code-words.ts'
import { holdQrPort } from './qr-port.ts'
import { qr, status } from './stored.ts'

const port = holdQrPort(computed(() => status.value.state === 'logged-out'))

/** The QR login: code, its state in words, and the way round it for somebody who is logged in on the page. */
export function QrPanel() {
  const state = status.value
  if (state.state !== 'logged-out') return null
  return (
    <section class="qr" aria-label={t('state.logged-out')}>
      <QrPicture qr={qr.value} />
      <div class="qr-words">
        <QrState qr={qr.value} />
        <p class="small muted">{t(`loggedOut.${state.why}`)}</p>
        {state.detail ? (
          <p class="small muted">{codeWords(state.detail) ?? t('loggedOut.detail', { detail: state.detail })}</p>
        ) : null}
        <details class="small">
          <summary>{t('already.title')}</summary>
          <p class="muted">{t('already.text')}</p>
          <Button look="link" onClick={() => void request('reconnect', undefined)}>
            {t('already.button')}
          </Button>
        </details>
      </div>
    </section>
  )
}

function QrPicture({ qr }: { qr: QrStatus }) {
  if (qr.state === 'waiting')
    return <img class="qr-picture" src={qr.image} alt={t('qr.alt')} width="148" height="148" />
  if (qr.state === 'scanned' || qr.state === 'confirmed') {
    return (
      <div class="qr-picture qr-covered">
        {qr.state === 'scanned' ? <img src={qr.image} alt="" width="148" height="148" /> : null}
        <span class="qr-tick">
          <CheckIcon />
        </span>
      </div>
    )
  }
  return <div class={`qr-picture ${qr.state === 'failed' ? 'qr-failed' : 'qr-loading'}`} aria-hidden="true" />
}

function QrState({ qr }: { qr: QrStatus }) {
  return (
    <div>
      <strong role="status" class={qr.state === 'failed' ? 'word-bad' : undefined} data-qr={qr.state}>
        {qr.state === 'failed' ? t(`qr.failed.${qr.why}`) : t(`qr.${qr.state}`)}
      </strong>
      {qr.state === 'waiting' ? (
        <p class="small muted">{t(qr.isRenewed ? 'qr.waiting.renewed' : 'qr.waiting.hint')}</p>
      ) : null}
      {qr.state === 'failed' && qr.words !== undefined && isWireWords(qr.words) ? (
        <p class="small muted">{t(`code.${qr.words}`)}</p>
      ) : null}
      {qr.state === 'failed' ? <Button onClick={port.reopen}>{t('qr.retry')}</Button> : null}
    </div>
  )
}
