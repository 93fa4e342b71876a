import { signal } from '@preact/signals'
import { formatBytes, formatMoment, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import type { Backup, LockedBackup } from '../../../lib/backup/read-backup.ts'
import type { BackupCounts } from '../../../lib/backup/records.ts'
import { accountWords } from '../account-words.ts'
import { chooseBackup, closeRestore, RESTORE_PLACE, restoreJob, startRestore, unlockBackup } from './restore-job.ts'
import type { RestoreJob } from './restore-job.ts'
import { stored } from './sizes.ts'

/** A backup back in place of what is there: looked at whole before, and only then put back. */
export function RestoreSection() {
  const job = restoreJob.value
  const isBusy = job.state === 'restoring'
  return (
    <section class="storage-section" aria-labelledby="storage-restore" tabIndex={-1} ref={takesFocus(RESTORE_PLACE)}>
      <h2 id="storage-restore">{t('storage.restore')}</h2>
      <p class="muted">{t('storage.restore.text')}</p>
      {isBusy ? null : <FileField />}
      <Shown job={job} />
    </section>
  )
}

function FileField() {
  return (
    <div class="storage-file">
      <input
        class="unseen"
        type="file"
        id="backup-file"
        accept=".qqbackup,application/octet-stream"
        onChange={(event) => {
          const box = event.currentTarget
          const [file] = box.files ?? []
          // The same file can be chosen again.
          if (file) void chooseBackup(file).finally(() => (box.value = ''))
        }}
      />
      <label class="button" for="backup-file">
        {t('storage.restore.choose')}
      </label>
    </div>
  )
}

function Shown({ job }: { job: RestoreJob }) {
  switch (job.state) {
    case 'none':
      return null
    case 'opening':
      return <p class="muted">{t('storage.restore.opening')}</p>
    case 'locked':
    case 'unlocking':
      return <Locked file={job.file} locked={job.locked} job={job} />
    case 'checking':
    case 'restoring':
      return (
        <>
          <div class="storage-running" role="status">
            <progress
              class="bar"
              aria-label={t(`storage.restore.${job.state}`)}
              value={job.at}
              max={Math.max(1, job.backup.size)}
            />
            <span class="number">
              {t(`storage.restore.${job.state}`)} {formatBytes(job.at)} / {formatBytes(job.backup.size)}
            </span>
            <Button onClick={closeRestore}>{t('action.cancel')}</Button>
          </div>
          <Facts file={job.file} backup={job.backup} counts={null} />
        </>
      )
    case 'checked':
      return <Checked job={job} />
    case 'failed':
      return <Failed job={job} />
  }
}

const passphrase = signal('')

function Locked({
  file,
  locked,
  job,
}: {
  file: string
  locked: LockedBackup
  job: Extract<RestoreJob, { state: 'locked' | 'unlocking' }>
}) {
  const problems = job.state === 'locked' && job.isWrong ? [t('storage.restore.wrong-passphrase')] : []
  return (
    <form
      class="form-card"
      onSubmit={(event) => {
        event.preventDefault()
        void unlock()
      }}
    >
      <dl class="storage-facts">
        <dt>{t('storage.fact.file')}</dt>
        <dd>
          <Name text={file} />
        </dd>
        <dt>{t('storage.fact.made')}</dt>
        <dd class="number">{formatMoment(locked.madeAt)}</dd>
        <dt>{t('storage.fact.size')}</dt>
        <dd class="number">{formatBytes(locked.size)}</dd>
      </dl>
      <Field id="restore-passphrase" label={t('storage.passphrase')} problems={problems}>
        <input
          class="input storage-passphrase"
          type="password"
          autocomplete="off"
          value={passphrase.value}
          onInput={(event) => (passphrase.value = event.currentTarget.value)}
          {...fieldAttributes('restore-passphrase', undefined, problems)}
        />
      </Field>
      <div class="storage-buttons">
        <button
          type="submit"
          class="button button-primary"
          disabled={job.state === 'unlocking' || passphrase.value === ''}
        >
          {t(job.state === 'unlocking' ? 'storage.restore.unlocking' : 'storage.restore.unlock')}
        </button>
        <Button look="quiet" onClick={closeRestore}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}

async function unlock(): Promise<void> {
  await unlockBackup(passphrase.value)
  if (restoreJob.value.state !== 'locked') passphrase.value = ''
}

function Facts({ file, backup, counts }: { file: string; backup: Backup; counts: BackupCounts | null }) {
  const { about } = backup
  return (
    <dl class="storage-facts">
      <dt>{t('storage.fact.file')}</dt>
      <dd>
        <Name text={file} />
      </dd>
      <dt>{t('storage.fact.made')}</dt>
      <dd class="number">{formatMoment(backup.madeAt)}</dd>
      <dt>{t('storage.fact.app')}</dt>
      <dd>
        <Name text={backup.app} />
      </dd>
      <dt>{t('storage.fact.size')}</dt>
      <dd class="number">
        {formatBytes(backup.size)} · {t(backup.isEncrypted ? 'storage.fact.encrypted' : 'storage.fact.open')}
      </dd>
      <dt>{t('storage.fact.accounts')}</dt>
      <dd class="number">{about.accounts.map(accountWords).join(' · ') || t('storage.fact.none')}</dd>
      <dt>{t('storage.fact.holds')}</dt>
      <dd class="number">{t('storage.total', { messages: about.messages, conversations: about.conversations })}</dd>
      {counts === null ? null : (
        <>
          <dt>{t('storage.fact.rows')}</dt>
          <dd>
            <details>
              <summary>{t('storage.fact.rows.all', { count: sumOf(counts) })}</summary>
              <ul class="storage-stores">
                {Object.entries(counts.stores).map(([store, count]) => (
                  <li key={store}>
                    <Name text={store} /> <span class="number">{formatNumber(count)}</span>
                  </li>
                ))}
                <li>
                  {t('storage.fact.settings')} <span class="number">{formatNumber(counts.settings)}</span>
                </li>
              </ul>
            </details>
          </dd>
        </>
      )}
    </dl>
  )
}

function sumOf({ stores }: BackupCounts): number {
  return Object.values(stores).reduce((sum, count) => sum + count, 0)
}

function Checked({ job: { file, backup, counts } }: { job: Extract<RestoreJob, { state: 'checked' }> }) {
  const here = stored.value
  const messages =
    here === null || typeof here === 'string' ? 0 : here.sizes.reduce((sum, size) => sum + size.messages, 0)
  return (
    <div class="form-card">
      <p class="word-good">{t('storage.restore.whole')}</p>
      <Facts file={file} backup={backup} counts={counts} />
      <Panel
        tone="warn"
        actions={
          <>
            <Button look="danger" onClick={() => void startRestore()}>
              {t('storage.restore.yes')}
            </Button>
            <Button look="quiet" onClick={closeRestore}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>
          <Words
            of="storage.restore.replaces"
            values={{ count: messages, messages: <strong class="number">{formatNumber(messages)}</strong> }}
          />
        </p>
        <p>{t('storage.restarts')}</p>
      </Panel>
    </div>
  )
}

function Failed({ job: { file, why, at, isSwapped } }: { job: Extract<RestoreJob, { state: 'failed' }> }) {
  return (
    <Panel
      tone="bad"
      role="alert"
      title={t('storage.restore.failed', { file: isolate(file) })}
      actions={<Button onClick={closeRestore}>{t('action.dismiss')}</Button>}
    >
      <p>{troubleWords(why)}</p>
      {at === null ? null : <p class="muted number">{t('storage.restore.at', { at: formatNumber(at) })}</p>}
      <p>{t(isSwapped ? 'storage.restore.swapped' : 'storage.restore.untouched')}</p>
    </Panel>
  )
}

function troubleWords(why: Extract<RestoreJob, { state: 'failed' }>['why']): string {
  switch (why) {
    case 'full':
    case 'blocked':
    case 'outdated':
    case 'unavailable':
    case 'failed':
      return t(`storage.help.${why}`)
    case 'not-a-backup':
    case 'newer':
    case 'newer-archive':
    case 'wrong-passphrase':
    case 'damaged':
    case 'cut':
    case 'unreadable':
      return t(`storage.restore.${why}`)
  }
}
