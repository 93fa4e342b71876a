import { formatBytes, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { showToast } from '../../../lib/ui/toast.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { WindowedList } from '../../../lib/ui/windowed-list.tsx'
import { VERIFY_ADDRESS } from '../route.ts'
import { discardResult, startExport } from './export-job.ts'
import type { ExportJob } from './export-job.ts'
import { ExportReport } from './export-report.tsx'
import { failedOnly } from './failed-only.ts'
import { downloadFile, wholeResult } from './run-files.ts'
import type { RunFile } from './run.ts'

type Done = Extract<ExportJob, { state: 'done' }>

/** From how many files on the list scrolls by itself, and how high each line of it is then, px. */
const MANY = 8
const ROW_HEIGHT = 36

/** What came of an export: its files to download again, what they cannot show, and what failed. */
export function ResultPanel({ job }: { job: Done }) {
  const { run, result, isFresh } = job
  const { files, conversations, messages, reports } = result
  const whole = wholeResult(result)
  const failures = reports.flatMap(({ report }) => report.failures)
  const isEmpty = messages === 0
  const title = isFresh ? (isEmpty ? 'export.done.empty' : 'export.done') : 'export.done.earlier'
  return (
    <Panel
      tone={failures.length > 0 || isEmpty ? 'warn' : 'good'}
      {...(isFresh ? { role: 'status' as const } : {})}
      title={t(title)}
      actions={
        <>
          {whole ? (
            <Button look="primary" onClick={() => void again(job, whole)}>
              <DownloadIcon />
              {t(result.zip ? 'export.again.zip' : 'export.again')}
            </Button>
          ) : null}
          {failures.length > 0 ? (
            <Button onClick={() => void startExport(failedOnly(run, result))}>{t('export.failures.rerun')}</Button>
          ) : null}
          <Button look="quiet" onClick={() => void discardResult()}>
            {t('export.discard')}
          </Button>
        </>
      }
    >
      <p>
        {t('export.done.text', {
          messages: formatNumber(messages),
          conversations: formatNumber(conversations),
          size: formatBytes(files.reduce((sum, { bytes }) => sum + bytes, 0)),
        })}
      </p>
      {isEmpty && run.since ? <p class="muted">{t('export.done.noNews')}</p> : null}
      {whole ? (
        <p class="muted">
          <Words of="export.done.name" values={{ name: <Name text={whole.name} /> }} />
        </p>
      ) : null}
      {files.length > 1 ? <Files job={job} /> : null}
      <ExportReport reports={reports} order={run.order} />
      <p class="muted small">
        {t('export.done.kept')}{' '}
        {run.order.formats.some((format) => format === 'json' || format === 'jsonl') ? (
          <a href={VERIFY_ADDRESS}>{t('export.verify')}</a>
        ) : null}
      </p>
    </Panel>
  )
}

function Files({ job }: { job: Done }) {
  const { files } = job.result
  const line = (file: RunFile) => (
    <>
      <Name text={file.name} class="one-line export-file-name" />
      <span class="muted small number export-file-size">
        {file.messages === 0
          ? formatBytes(file.bytes)
          : t('export.file', { size: formatBytes(file.bytes), count: file.messages })}
      </span>
      <Button
        look="link"
        label={t('export.file.download.of', { name: file.name })}
        onClick={() => void again(job, file)}
      >
        {t('export.file.download')}
      </Button>
    </>
  )
  if (files.length <= MANY) {
    return (
      <ul class="export-files" aria-label={t('export.files')}>
        {files.map((file) => (
          <li key={file.stored} class="export-file">
            {line(file)}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <>
      <p class="muted small number">{t('export.files.count', { count: files.length })}</p>
      <WindowedList
        class="export-files export-files-many"
        role="list"
        label={t('export.files')}
        count={files.length}
        rowHeight={ROW_HEIGHT}
        row={(index) => {
          const file = files[index]
          return file ? (
            <div
              key={index}
              class="export-file"
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={files.length}
              style={{ height: `${ROW_HEIGHT}px` }}
            >
              {line(file)}
            </div>
          ) : null
        }}
      />
    </>
  )
}

async function again({ run, blobs }: Done, file: Pick<RunFile, 'stored' | 'name' | 'mediaType'>): Promise<void> {
  if (!(await downloadFile(run, file, blobs))) showToast({ text: t('export.file.gone') })
}
