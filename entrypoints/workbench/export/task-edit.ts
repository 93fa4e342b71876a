import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { randomId } from '../../../lib/random-id.ts'
import { fillForm, form } from './form.ts'
import { saveTask } from './tasks.ts'
import type { ExportTask } from './tasks.ts'

/** A task as it is being named or changed; what it exports is in the form. */
export type TaskDraft = Pick<ExportTask, 'id' | 'name' | 'onlyNew'> & { isNew: boolean }

const edited = signal<TaskDraft | null>(null)
/** The task that is being made or changed; null: none. */
export const editedTask: ReadonlySignal<TaskDraft | null> = edited

/** Puts a task into the form, to be changed; null: leaves it as it was. */
export function editTask(task: ExportTask | null): void {
  edited.value = task === null ? null : { id: task.id, name: task.name, onlyNew: task.onlyNew, isNew: false }
  if (task) fillForm(task.order)
}

/** Begins a task out of what the form asks for. */
export function newTask(name: string): void {
  edited.value = { id: randomId(), name, onlyNew: false, isNew: true }
}

export function changeTask(change: Partial<Pick<TaskDraft, 'name' | 'onlyNew'>>): void {
  if (edited.value) edited.value = { ...edited.value, ...change }
}

/** Keeps the task with what the form asks for now. */
export async function keepTask(): Promise<void> {
  const draft = edited.value
  if (draft === null) return
  const { id, name, onlyNew } = draft
  await saveTask({ id, name: name.trim(), onlyNew, order: form.value, last: null })
  edited.value = null
}
