import { t } from '../../../lib/i18n/t.ts'
import { Button } from '../../../lib/ui/button.tsx'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { changeTask, editTask, editedTask, keepTask } from './task-edit.ts'

/** Name of a task that is being saved, and whether it goes on from its last run. */
export function TaskForm({ isWrong }: { isWrong: boolean }) {
  const draft = editedTask.value
  if (draft === null) return null
  const problems = draft.name.trim() === '' ? [t('export.task.name.needed')] : []
  return (
    <div class="export-task-form">
      <Field id="export-task-name" label={t('export.task.name')} problems={problems}>
        <input
          class="input"
          maxLength={100}
          {...fieldAttributes('export-task-name', undefined, problems)}
          value={draft.name}
          // Where the user goes on.
          ref={(input) => {
            if (input && document.activeElement === document.body) input.focus()
          }}
          onInput={(event) => changeTask({ name: event.currentTarget.value })}
        />
      </Field>
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            checked={draft.onlyNew}
            aria-describedby="export-task-new-hint"
            onChange={(event) => changeTask({ onlyNew: event.currentTarget.checked })}
          />
          {t('export.task.onlyNew')}
        </label>
        <span class="field-hint" id="export-task-new-hint">
          {t('export.task.onlyNew.hint')}
        </span>
      </div>
      <div class="panel-actions">
        <Button disabled={isWrong || problems.length > 0} onClick={() => void keepTask()}>
          {t(draft.isNew ? 'export.task.save' : 'export.task.saveChanges')}
        </Button>
        <Button look="quiet" onClick={() => editTask(null)}>
          {t('action.cancel')}
        </Button>
      </div>
    </div>
  )
}
