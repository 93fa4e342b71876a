import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { DownloadIcon } from '../../../lib/ui/icons.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Time } from '../../../lib/ui/time.tsx'
import { showToast } from '../../../lib/ui/toast.tsx'
import { Words } from '../../../lib/ui/words.tsx'
import { startExport } from './export-job.ts'
import { editTask, editedTask } from './task-edit.ts'
import { deleteTask, taskStart, tasks } from './tasks.ts'
import type { ExportTask } from './tasks.ts'

/** Saved exports: run again, change, delete. Nothing when there are none. */
export function TaskList({ isBusy }: { isBusy: boolean }) {
  if (tasks.value.length === 0) return null
  return (
    <section aria-labelledby="export-tasks">
      <h2 id="export-tasks">{t('export.tasks')}</h2>
      <ul class="export-tasks">
        {tasks.value.map((task) => (
          <TaskLine key={task.id} task={task} isBusy={isBusy} />
        ))}
      </ul>
    </section>
  )
}

function TaskLine({ task, isBusy }: { task: ExportTask; isBusy: boolean }) {
  const { name, last } = task
  return (
    <li class="export-task" aria-current={editedTask.value?.id === task.id ? 'true' : undefined}>
      <span class="row-text">
        <strong class="one-line">
          <Name text={name} />
        </strong>
        <span class="muted small">{taskWords(task)}</span>
        <span class="muted small">
          {last === null ? (
            t('export.task.never')
          ) : (
            <Words
              of="export.task.last"
              values={{ time: <Time at={last.at} />, messages: formatNumber(last.messages), count: last.messages }}
            />
          )}
        </span>
      </span>
      <span class="export-buttons">
        <Button
          disabled={isBusy}
          label={t('export.task.run.of', { name })}
          onClick={() => void startExport(taskStart(task))}
        >
          <DownloadIcon />
          {t('export.task.run')}
        </Button>
        <Button look="quiet" label={t('export.task.edit.of', { name })} onClick={() => editTask(task)}>
          {t('action.edit')}
        </Button>
        <Button look="quiet-danger" label={t('export.task.delete.of', { name })} onClick={() => void remove(task)}>
          {t('action.delete')}
        </Button>
      </span>
    </li>
  )
}

/** What a task exports, in a few words. */
function taskWords({ order, onlyNew }: ExportTask): string {
  const chats =
    order.chats.which === 'all' ? t('export.task.all') : t('export.run.chats', { count: order.chats.ids.length })
  const formats = order.formats.map((id) => t(`export.format.${id}`)).join(t('list.comma'))
  return [chats, formats, onlyNew ? t('export.task.onlyNew') : null].filter((words) => words !== null).join(' · ')
}

async function remove({ id, name }: ExportTask): Promise<void> {
  const bringBack = await deleteTask(id)
  if (editedTask.value?.id === id) editTask(null)
  showToast({
    text: t('export.task.deleted', { name }),
    action: { text: t('action.undo'), run: () => void bringBack() },
    takesFocus: true,
  })
}
