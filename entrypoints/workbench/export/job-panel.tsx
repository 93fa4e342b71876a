import { formatBytes } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { PauseIcon, PlayIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { workWords } from '../work-words.ts'
import { cancelExport, dismissJob, goOnWith, job, pauseExport, resumeExport, startExport } from './export-job.ts'
import type { ExportJob, RunningJob } from './export-job.ts'
import { exportWork } from './export-work.ts'
import { chatNames } from './form.ts'
import { ResultPanel } from './result-panel.tsx'
import type { RunTrouble } from './run-trouble.ts'

/** The export that runs or has ended. */
export function JobPanel() {
  const { value } = job
  switch (value.state) {
    case 'none':
      return null
    case 'running':
      return <RunningPanel job={value} />
    case 'done':
      return <ResultPanel job={value} />
    case 'cancelled':
      return <Panel role="status" title={t('export.cancelled')} actions={<Again start={value.start} />} />
    case 'failed':
      return <FailedPanel job={value} />
    case 'elsewhere':
      return (
        <Panel tone="warn" role="status" title={t('export.elsewhere')}>
          <p class="muted">{t('export.elsewhere.text')}</p>
          <Bar done={value.done} total={value.total} />
          {value.total > 0 ? (
            <p class="number">{t('work.far.messages', { done: value.done, total: value.total })}</p>
          ) : null}
        </Panel>
      )
  }
}

function RunningPanel({ job }: { job: RunningJob }) {
  const { progress, isPaused, isEnding, isLasting } = job
  const work = exportWork(job)
  const name = chatNames.value.get(progress?.conversation ?? '')
  return (
    <Panel
      title={t(progress?.phase === 'packing' ? 'export.packing' : 'export.running')}
      actions={
        <>
          {isPaused ? (
            <Button onClick={resumeExport}>
              <PlayIcon />
              {t('work.resume')}
            </Button>
          ) : (
            <Button onClick={pauseExport} disabled={isEnding}>
              <PauseIcon />
              {t('work.pause')}
            </Button>
          )}
          <Button onClick={cancelExport} disabled={isEnding}>
            {t('export.cancel')}
          </Button>
        </>
      }
    >
      <Bar done={work.done} total={work.total ?? 0} />
      <p class="number">
        {workWords(work)}
        {progress && progress.phase === 'writing' ? ` · ${formatBytes(progress.bytes)}` : ''}
      </p>
      {name === undefined ? null : (
        <p class="muted">
          <Words of="export.running.now" values={{ name: <Name text={name} /> }} />
        </p>
      )}
      {isLasting ? null : <p class="muted">{t('export.inMemory')}</p>}
    </Panel>
  )
}

function Bar({ done, total }: { done: number; total: number }) {
  return (
    <progress
      class="bar"
      aria-label={t('export.running')}
      {...(total > 0 ? { value: Math.min(done, total), max: total } : {})}
    />
  )
}

function FailedPanel({ job: { why, kept, start } }: { job: Extract<ExportJob, { state: 'failed' }> }) {
  return (
    <Panel
      tone="bad"
      role="alert"
      title={t('export.failed')}
      actions={
        <>
          {kept ? (
            <Button look="primary" onClick={() => void goOnWith(kept)}>
              {t('export.broken.goOn')}
            </Button>
          ) : null}
          <Again start={start} />
        </>
      }
    >
      <p>{troubleWords(why)}</p>
      <p class="muted">{t(kept ? 'export.failed.kept' : 'export.failed.gone')}</p>
    </Panel>
  )
}

function troubleWords(why: RunTrouble): string {
  switch (why) {
    case 'nothing':
    case 'lost':
    case 'full':
      return t(`export.failed.${why}`)
    case 'blocked':
    case 'outdated':
    case 'unavailable':
    case 'failed':
      return t(`failed.archive.${why}`)
  }
}

function Again({ start }: { start: Extract<ExportJob, { state: 'cancelled' }>['start'] }) {
  return (
    <>
      {start ? <Button onClick={() => void startExport(start)}>{t('export.restart')}</Button> : null}
      <Button look="quiet" onClick={dismissJob}>
        {t('action.dismiss')}
      </Button>
    </>
  )
}
