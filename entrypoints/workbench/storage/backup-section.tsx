import { signal } from '@preact/signals'
import { passphraseStrength } from '../../../lib/backup/passphrase.ts'
import { formatBytes } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Field } from '../../../lib/ui/field.tsx'
import { focusLater, takesFocus } from '../../../lib/ui/focus-later.ts'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { workWords } from '../work-words.ts'
import { backupJob, backupWork, cancelBackup, dismissBackup, startBackup } from './backup-job.ts'
import type { BackupJob } from './backup-job.ts'
import { PassphraseBox } from './passphrase-box.tsx'

/** Names the section for the focus. */
const PLACE = 'backup'

const isEncrypted = signal(true)
const passphrase = signal('')
const again = signal('')
const isShown = signal(false)

/** Everything in one file: with a passphrase, or readable for anybody. */
export function BackupSection() {
  const job = backupJob.value
  return (
    <section class="storage-section" id="backup" aria-labelledby="storage-backup" tabIndex={-1} ref={takesFocus(PLACE)}>
      <h2 id="storage-backup">{t('storage.backup')}</h2>
      <p class="muted">{t('storage.backup.text')}</p>
      {job.state === 'running' ? <Running job={job} /> : <Form />}
      <Outcome job={job} />
    </section>
  )
}

function Form() {
  const strength = passphraseStrength(passphrase.value)
  const isSame = passphrase.value.normalize('NFKC') === again.value.normalize('NFKC')
  const isReady = !isEncrypted.value || (strength !== 'empty' && isSame)
  const hint = t('storage.passphrase.hint')
  const differs = again.value !== '' && !isSame ? [t('storage.passphrase.differs')] : []
  return (
    <form
      class="form-card"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) void begin()
      }}
    >
      <label class="check">
        <input
          type="checkbox"
          checked={isEncrypted.value}
          onChange={(event) => (isEncrypted.value = event.currentTarget.checked)}
        />
        {t('storage.backup.encrypt')}
      </label>
      {isEncrypted.value ? (
        <div class="storage-fields">
          <Field id="backup-passphrase" label={t('storage.passphrase')} hint={hint}>
            <PassphraseBox
              id="backup-passphrase"
              value={passphrase.value}
              isShown={isShown.value}
              hint={hint}
              onInput={(value) => (passphrase.value = value)}
            />
            {strength === 'empty' ? null : (
              <span class={`storage-strength storage-strength-${strength}`} role="status">
                {t(`storage.strength.${strength}`)}
              </span>
            )}
          </Field>
          <Field id="backup-again" label={t('storage.passphrase.again')} problems={differs}>
            <PassphraseBox
              id="backup-again"
              value={again.value}
              isShown={isShown.value}
              problems={differs}
              onInput={(value) => (again.value = value)}
            />
          </Field>
          <label class="check storage-show">
            <input
              type="checkbox"
              checked={isShown.value}
              onChange={(event) => (isShown.value = event.currentTarget.checked)}
            />
            {t('storage.passphrase.show')}
          </label>
        </div>
      ) : null}
      <p class={isEncrypted.value ? 'muted small' : 'word-warn small'}>
        {t(isEncrypted.value ? 'storage.passphrase.lost' : 'storage.backup.open')}
      </p>
      <div class="storage-buttons">
        <button type="submit" class="button button-primary" disabled={!isReady}>
          <DownloadIcon />
          {t('storage.backup.make')}
        </button>
        {isReady ? null : <span class="muted small">{t('storage.backup.needs')}</span>}
      </div>
    </form>
  )
}

async function begin(): Promise<void> {
  const chosen = isEncrypted.value ? passphrase.value : null
  // The form that had the focus goes.
  focusLater(PLACE)
  await startBackup(chosen)
  if (backupJob.value.state !== 'done') return
  passphrase.value = ''
  again.value = ''
}

function Running({ job }: { job: Extract<BackupJob, { state: 'running' }> }) {
  return (
    <div class="storage-running" role="status">
      <progress
        class="bar"
        aria-label={t('storage.backup.running')}
        {...(job.total ? { value: job.done, max: job.total } : {})}
      />
      <span class="number">{workWords(backupWork(job))}</span>
      <span class="number muted">{t('storage.backup.progress', { rows: job.rows, size: formatBytes(job.bytes) })}</span>
      <Button
        onClick={() => {
          focusLater(PLACE)
          cancelBackup()
        }}
      >
        {t('action.cancel')}
      </Button>
    </div>
  )
}

function Outcome({ job }: { job: BackupJob }) {
  switch (job.state) {
    case 'none':
    case 'running':
      return null
    case 'cancelled':
      return <Panel role="status" title={t('storage.backup.cancelled')} />
    case 'failed':
      return (
        <Panel tone="bad" role="alert" title={t('storage.backup.failed')}>
          <p>{t(job.why === 'elsewhere' ? 'storage.backup.elsewhere' : `storage.help.${job.why}`)}</p>
        </Panel>
      )
    case 'done':
      return (
        <Panel
          tone="good"
          role="status"
          title={t('storage.backup.done', { name: job.name, size: formatBytes(job.size) })}
          actions={
            <>
              <a class="button" href={job.url} download={job.name}>
                <DownloadIcon />
                {t('storage.backup.again')}
              </a>
              <Button look="quiet" onClick={() => void dismissBackup()}>
                {t('action.dismiss')}
              </Button>
            </>
          }
        >
          <p>{t(job.isEncrypted ? 'storage.backup.done.encrypted' : 'storage.backup.done.open')}</p>
        </Panel>
      )
  }
}
