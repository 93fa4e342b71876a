import './import.css'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { ImportDone } from './import-done.tsx'
import { cancelImport, importJob } from './import-job.ts'
import { ImportPlan } from './import-plan.tsx'
import { failureWords, placeWords } from './import-words.ts'
import { PastImports } from './past-imports.tsx'
import { PickFiles } from './pick-files.tsx'
import type { Failure } from './worker-words.ts'

/** Takes in files of messages: what is in them, what becomes of it, and what was taken in before. */
export function ImportPage() {
  const job = importJob.value
  return (
    <div class="import">
      <h1>{t('nav.import')}</h1>
      {job.state === 'deciding' || job.state === 'writing' || job.state === 'reading' ? null : <PickFiles />}
      <Job />
      {job.state === 'deciding' ? null : <PastImports />}
    </div>
  )
}

function Job() {
  const job = importJob.value
  switch (job.state) {
    case 'none':
      return null
    case 'reading':
      return <Progress title={t('import.reading')} done={job.done} total={job.total} unit="bytes" />
    case 'deciding':
      return <ImportPlan preview={job.preview} plan={job.plan} isStale={job.isStale} />
    case 'writing':
      return (
        <Progress
          title={t('import.writing')}
          done={job.done}
          total={job.total}
          unit="messages"
          isEnding={job.isEnding}
        />
      )
    case 'done':
      return <ImportDone outcome={job.outcome} />
    case 'failed':
      return <Failed failure={job.failure} />
    case 'cancelled':
      return (
        <Panel role="status" title={t('import.cancelled')}>
          <p>{t('import.cancelled.text')}</p>
        </Panel>
      )
  }
}

interface ProgressProps {
  title: string
  done: number
  total: number
  unit: 'bytes' | 'messages'
  isEnding?: boolean
}

function Progress({ title, done, total, unit, isEnding = false }: ProgressProps) {
  return (
    <Panel
      role="status"
      title={title}
      actions={
        <Button onClick={cancelImport} disabled={isEnding}>
          {t('import.cancel')}
        </Button>
      }
    >
      <progress class="bar" value={Math.min(done, total)} max={Math.max(1, total)} aria-label={title} />
      <p class="muted number">
        {unit === 'messages'
          ? t('import.writing.progress', { done, total })
          : t('import.reading.progress', { percent: Math.floor((100 * done) / Math.max(1, total)) })}
      </p>
    </Panel>
  )
}

function Failed({ failure }: { failure: Failure }) {
  const place = failure.of === 'file' ? placeWords(failure.place) : null
  return (
    <Panel tone="bad" role="alert" title={t('import.failed')}>
      <p>{failureWords(failure)}</p>
      {place === null ? null : <p class="import-place">{place}</p>}
      <p class="muted">{t('import.failed.safe')}</p>
    </Panel>
  )
}
