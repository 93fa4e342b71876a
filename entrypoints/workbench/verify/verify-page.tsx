import { signal } from '@preact/signals'
import { LIMITS } from '../../../lib/export/verifier/verify-core.js'
import { offlineVerifierPage } from '../../../lib/export/verifier/offline-page.ts'
import { language, t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { FileReport } from './file-report.tsx'
import { partsWords } from './problem-words.ts'
import './verify.css'
import { stopVerifying, verifyFiles, verifyJob } from './verify-job.ts'

/** Files are held over the place where they can be dropped. */
const isOver = signal(false)

/** Says of exported files whether they are as they were written: what was found where, and what no check can tell. */
export function VerifyPage() {
  const { files, parts, isRunning } = verifyJob.value
  return (
    <div class="verify framed">
      <h1>{t('verify.title')}</h1>
      <p class="muted">{t('verify.intro')}</p>
      <Drop />
      {isRunning ? (
        <p>
          <Button onClick={stopVerifying}>{t('verify.stop')}</Button>
        </p>
      ) : null}
      {files.length === 0 ? null : (
        <section aria-labelledby="verify-results">
          <h2 id="verify-results" class="unseen">
            {t('verify.results')}
          </h2>
          <div class="verify-files">
            {files.map((file, index) => (
              <FileReport key={index} file={file} />
            ))}
          </div>
        </section>
      )}
      {parts.length > 0 ? (
        <Panel tone="bad" role="alert" title={t('verify.parts')}>
          <ul class="verify-problems" tabIndex={0} aria-label={t('verify.parts')}>
            {parts.map((problem, index) => (
              <li key={index}>
                <Name text={problem.name} /> · <Name text={problem.title ?? t('unknown.person')} />
                {t('verify.colon')}
                {partsWords(problem)}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <Limits />
    </div>
  )
}

function Drop() {
  return (
    <div
      class={`verify-drop ${isOver.value ? 'verify-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        isOver.value = true
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={(event) => {
        event.preventDefault()
        isOver.value = false
        verifyFiles([...(event.dataTransfer?.files ?? [])])
      }}
    >
      <label class="button button-primary verify-pick">
        {t('verify.pick')}
        <input
          class="unseen"
          type="file"
          multiple
          accept=".json,.jsonl,application/json"
          onChange={(event) => {
            verifyFiles([...(event.currentTarget.files ?? [])])
            // So that the same file can be chosen again, after it has changed.
            event.currentTarget.value = ''
          }}
        />
      </label>
      <span class="muted">{t('verify.drop')}</span>
    </div>
  )
}

function Limits() {
  return (
    <Panel title={t('verify.limits')}>
      <ul class="verify-limits">
        {LIMITS.map((limit) => (
          <li key={limit}>{t(`verify.limit.${limit}`)}</li>
        ))}
      </ul>
      <p class="muted">{t('verify.offline.text')}</p>
      <div class="panel-actions">
        <Button onClick={saveOfflinePage}>
          <DownloadIcon />
          {t('verify.offline')}
        </Button>
      </div>
    </Panel>
  )
}

function saveOfflinePage(): void {
  const url = URL.createObjectURL(new Blob([offlineVerifierPage(language.value)], { type: 'text/html' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'smartqq-companion-verifier.html'
  link.click()
  // Small enough to be saved long before.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
