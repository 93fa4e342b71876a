import './import.css'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { Panel } from '../../../lib/ui/panel.tsx'
import { workWords } from '../work-words.ts'
import { works } from '../work.ts'
import { ImportDone } from './import-done.tsx'
import { cancelImport, importJob, IMPORT_WORK } from './import-job.ts'
import { ImportPlan } from './import-plan.tsx'
import { failureWords, placeWords } from './import-words.ts'
import { PastImports } from './past-imports.tsx'
import { PickFiles } from './pick-files.tsx'
import type { Failure } from './worker-words.ts'

/** Takes in files of messages: what is in them, what becomes of it, and what was taken in before. */
export function ImportPage() {
  const job = importJob.value
  return (
    <div class="import framed">
      <h1>{t('nav.import')}</h1>
      {job.state === 'deciding' || job.state === 'writing' || job.state === 'reading' ? null : <PickFiles />}
      {/* What had the focus goes when the import goes on: it is where the import is. */}
      <div class="import-job" tabIndex={-1} ref={takesFocus(IMPORT_WORK)}>
        <Job />
      </div>
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
      return <Progress title={t('import.reading')} done={job.done} total={job.total} />
    case 'deciding':
      return <ImportPlan preview={job.preview} plan={job.plan} isStale={job.isStale} />
    case 'writing':
      return <Progress title={t('import.writing')} done={job.done} total={job.total} isEnding={job.isEnding} />
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
  isEnding?: boolean
}

function Progress({ title, done, total, isEnding = false }: ProgressProps) {
  const work = works.value.find(({ id }) => id === IMPORT_WORK)
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
        {work === undefined
          ? t('import.reading.progress', { percent: Math.floor((100 * done) / Math.max(1, total)) })
          : workWords(work)}
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
