import { computed } from '@preact/signals'
import { formatBytes, formatNumber } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import { Avatar } from '../../lib/ui/avatar.tsx'
import { Button } from '../../lib/ui/button.tsx'
import { Empty } from '../../lib/ui/empty.tsx'
import { DownloadIcon } from '../../lib/ui/icons.tsx'
import { Name } from '../../lib/ui/name.tsx'
import { Panel } from '../../lib/ui/panel.tsx'
import { Skeleton } from '../../lib/ui/skeleton.tsx'
import { Words } from '../../lib/ui/words.tsx'
import { conversationName } from '../pages/conversation-name.ts'
import { readConversations } from '../pages/conversation-rows.ts'
import { liveRows } from '../pages/live-rows.ts'
import { cancelExport, job, startExport } from './export-job.ts'
import type { ExportJob } from './export-job.ts'
import { ExportReport } from './export-report.tsx'
import { exportAddress } from './route.ts'
import type { ExportWish } from './route.ts'

const { rows: conversations } = liveRows(
  () => null,
  (archive) => readConversations(archive, null),
)
const names = computed(() => {
  const rows = conversations.value
  return new Map(
    rows === null || typeof rows === 'string' ? [] : rows.map((row) => [row.summary.id, conversationName(row)]),
  )
})

/** The export that runs or ended in this tab, and what else can be exported. */
export function ExportPage() {
  return (
    <div class="export">
      <h1>{t('export.title')}</h1>
      <JobPanel job={job.value} />
      {job.value.state === 'running' ? null : <Choices />}
    </div>
  )
}

function JobPanel({ job }: { job: ExportJob }) {
  switch (job.state) {
    case 'none':
      return null
    case 'running':
      return <RunningPanel job={job} />
    case 'done':
      return <DonePanel job={job} />
    case 'cancelled':
      return <Panel role="status" title={t('export.cancelled')} actions={<Restart wish={job.wish} />} />
    case 'failed':
      return (
        <Panel tone="bad" role="alert" title={t('export.failed')} actions={<Restart wish={job.wish} />}>
          <p>{t('export.failed.text', { detail: failureWords(job.why) })}</p>
        </Panel>
      )
    case 'elsewhere':
      return (
        <Panel tone="warn" role="status" title={t('export.elsewhere')}>
          <p class="muted">{t('export.elsewhere.text')}</p>
          <Bar done={job.done} total={job.total} />
        </Panel>
      )
  }
}

function failureWords(why: Extract<ExportJob, { state: 'failed' }>['why']): string {
  return why === 'unknown-conversation' ? t('export.failed.unknown') : t(`failed.archive.${why}`)
}

function RunningPanel({ job }: { job: Extract<ExportJob, { state: 'running' }> }) {
  const name = job.conversation === null ? undefined : names.value.get(job.conversation)
  return (
    <Panel title={t('export.running')} actions={<Button onClick={cancelExport}>{t('export.cancel')}</Button>}>
      <Bar done={job.done} total={job.total} />
      <p class="muted">
        {name === undefined ? null : <Words of="export.running.now" values={{ name: <Name text={name} /> }} />}
        {job.rate === null ? null : <span class="number"> · {t('export.running.rate', { rate: job.rate })}</span>}
      </p>
    </Panel>
  )
}

function Bar({ done, total }: { done: number; total: number }) {
  if (total === 0) return <progress class="bar" aria-label={t('export.running')} />
  return (
    <>
      <progress class="bar" value={done} max={total} aria-label={t('export.running')} />
      <p class="number">{t('export.running.progress', { done, total })}</p>
    </>
  )
}

function DonePanel({ job: { url, exported, wish } }: { job: Extract<ExportJob, { state: 'done' }> }) {
  const { summary, name, file } = exported
  return (
    <Panel
      tone={summary.failures.length > 0 ? 'warn' : 'good'}
      role="status"
      title={t('export.done')}
      actions={
        <>
          <a class="button button-primary" href={url} download={name}>
            <DownloadIcon />
            {t('export.again')}
          </a>
          <Restart wish={wish} />
        </>
      }
    >
      <p>
        {t('export.done.text', {
          messages: formatNumber(summary.messages),
          conversations: formatNumber(summary.conversations),
          size: formatBytes(file.size),
        })}
      </p>
      <p class="muted">
        <Words of="export.done.name" values={{ name: <Name text={name} /> }} />
      </p>
      <ExportReport exported={exported} />
    </Panel>
  )
}

function Restart({ wish }: { wish: ExportWish }) {
  return <Button onClick={() => void startExport(wish, false)}>{t('export.restart')}</Button>
}

function Choices() {
  const rows = conversations.value
  if (rows === null) return <Skeleton lines={6} />
  if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
  if (rows.length === 0) return <Empty title={t('export.empty')} text={t('export.empty.text')} />
  return (
    <>
      <p>
        <a class="button" href={exportAddress('all')}>
          <DownloadIcon />
          {t('export.start')}
        </a>
      </p>
      <h2>{t('export.one')}</h2>
      <ul class="export-choices">
        {rows.map((row) => {
          const name = conversationName(row)
          return (
            <li key={row.summary.id}>
              <a class="contact-row" href={exportAddress(row.summary.id)}>
                <Avatar name={name} kind={row.summary.kind} />
                <span class="row-text">
                  <strong class="one-line">
                    <span class="unseen">{t('export.verb')} </span>
                    <Name text={name} />
                  </strong>
                  <span class="muted small">{t('export.messages', { count: row.summary.count })}</span>
                </span>
                <DownloadIcon />
              </a>
            </li>
          )
        })}
      </ul>
    </>
  )
}
