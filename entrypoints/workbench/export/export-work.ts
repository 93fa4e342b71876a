import { effect } from '@preact/signals'
import { t } from '../../../lib/i18n/t.ts'
import { endWork, setWork } from '../work.ts'
import type { Work } from '../work.ts'
import { cancelExport, job, pauseExport, resumeExport } from './export-job.ts'
import type { RunningJob } from './export-job.ts'
import { runTitle } from './run-title.ts'

const ID = 'export'

/** A running export as the bar of long work shows it. */
export function exportWork({ run, progress, startedAt, doneBefore, isPaused, isEnding }: RunningJob): Work {
  const isPacking = progress?.phase === 'packing'
  const name = run ? runTitle(run) : ''
  return {
    id: ID,
    title: isPacking
      ? t('export.work.packing', { name })
      : name === ''
        ? t('export.running')
        : t('export.work', { name }),
    done: progress?.done ?? 0,
    total: progress === null || progress.total === 0 ? null : progress.total,
    unit: isPacking ? 'bytes' : 'messages',
    startedAt,
    doneBefore,
    state: isEnding ? 'ending' : isPaused ? 'paused' : 'running',
    pause: pauseExport,
    resume: resumeExport,
    cancel: cancelExport,
    address: '#/export',
  }
}

/** Shows the export of this tab in the bar, for as long as it runs. */
export function showExportWork(): void {
  effect(() => {
    const { value } = job
    if (value.state === 'running') setWork(exportWork(value))
    else endWork(ID)
  })
}
