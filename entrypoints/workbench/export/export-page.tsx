import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { now } from '../../../lib/ui/clock.ts'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { Empty } from '../../../lib/ui/empty.tsx'
import { takesFocus } from '../../../lib/ui/focus-later.ts'
import { Fold } from '../../../lib/ui/fold.tsx'
import { Panel } from '../../../lib/ui/panel.tsx'
import { Skeleton } from '../../../lib/ui/skeleton.tsx'
import { conversationName } from '../../pages/conversation-name.ts'
import { IMPORT_ADDRESS, VERIFY_ADDRESS } from '../route.ts'
import { BrokenOffPanels } from './broken-off-panels.tsx'
import { ChatsField } from './chats-field.tsx'
import { EXPORT_PLACE, job, startExport } from './export-job.ts'
import './export.css'
import { FileFields } from './file-fields.tsx'
import { FilterFields } from './filter-fields.tsx'
import { chats, chosenChats, form } from './form.ts'
import { formProblems } from './form-problems.ts'
import { FormatsField } from './formats-field.tsx'
import { filesWords, filterWords } from './form-words.ts'
import { JobPanel } from './job-panel.tsx'
import { PreviewPart } from './preview-part.tsx'
import { editedTask, newTask } from './task-edit.ts'
import { TaskForm } from './task-form.tsx'
import { TaskList } from './task-list.tsx'

/** The export that runs or has ended, what broke off, the saved ones, and the form for another. */
export function ExportPage() {
  const isBusy = job.value.state === 'running' || job.value.state === 'elsewhere'
  return (
    <div class="export framed">
      <div class="export-head">
        <h1>{t('export.title')}</h1>
        <a href={VERIFY_ADDRESS}>{t('export.verify')}</a>
      </div>
      {/* What had the focus goes when an export begins or ends: it is where the export is. */}
      <div class="export-job" tabIndex={-1} ref={takesFocus(EXPORT_PLACE)}>
        <JobPanel />
      </div>
      {isBusy ? null : <BrokenOffPanels />}
      <TaskList isBusy={isBusy} />
      {isBusy ? null : <Choices />}
    </div>
  )
}

function Choices() {
  const rows = chats.value
  if (rows === null) return <Skeleton lines={6} />
  if (typeof rows === 'string') return <Panel tone="bad" role="alert" title={t(`failed.archive.${rows}`)} />
  if (rows.length === 0) {
    return (
      <Empty title={t('export.empty')} text={t('export.empty.text')}>
        <a class="button" href={IMPORT_ADDRESS}>
          {t('export.empty.import')}
        </a>
      </Empty>
    )
  }
  return <Form />
}

function Form() {
  const order = form.value
  const problems = formProblems(order, chosenChats.value.length)
  const isWrong = problems.length > 0
  return (
    <form
      class="form-card export-form"
      aria-label={t('export.form')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWrong) void startExport({ order, title: chosenTitle(), task: null, since: null })
      }}
    >
      <ChatsField />
      <FormatsField />
      <Fold title={t('export.filter')} summary={filterWords(order, now.value)} isWrong={problems.includes('filter')}>
        <FilterFields />
      </Fold>
      <Fold title={t('export.files.title')} summary={filesWords(order)} isWrong={problems.includes('files')}>
        <FileFields />
      </Fold>
      {isWrong ? null : <PreviewPart />}
      <div class="panel-actions">
        <button class="button button-primary" type="submit" disabled={isWrong}>
          <DownloadIcon />
          {t('export.go')}
        </button>
        {editedTask.value === null ? (
          <Button disabled={isWrong} onClick={() => newTask(chosenTitle() ?? t('export.task.all'))}>
            {t('export.task.new')}
          </Button>
        ) : null}
      </div>
      <TaskForm isWrong={isWrong} />
    </form>
  )
}

/** The name of the one chat that is chosen. */
function chosenTitle(): string | null {
  const [row, ...others] = chosenChats.value
  return row && others.length === 0 ? conversationName(row) : null
}
