import * as z from 'zod/mini'
import { exportTasksItem } from '../../../lib/settings.ts'
import { liveItem } from '../../../lib/ui/live-item.ts'
import type { ExportStart } from './new-run.ts'
import { orderSchema } from './order.ts'
import { continuesSchema } from './run.ts'
import type { ExportRun, RunResult } from './run.ts'

const taskSchema = z.object({
  id: z.string(),
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  order: orderSchema,
  /** From its second run on only what has been archived since the one before. */
  onlyNew: z.boolean(),
  /** How its last run went; null: it has not run, or what it asks for has changed since. */
  last: z.nullable(
    z.object({
      /** What was archived from then on is new, ms. */
      at: z.number(),
      messages: z.number(),
      bytes: z.number(),
      /** Which part it was, from 1. */
      part: z.number(),
      /** Where the hash chain of each conversation stands. */
      continues: continuesSchema,
    }),
  ),
})

/** An export that the user saved under a name, to run it again. */
export type ExportTask = z.infer<typeof taskSchema>

/** Saved exports, in the order in which they were made. */
export const tasks = liveItem<unknown[]>(exportTasksItem, readTasks).value as { readonly value: readonly ExportTask[] }

/** What is stored, one by one; a damaged one is left out. */
export async function readTasks(): Promise<ExportTask[]> {
  const stored: unknown = await exportTasksItem.getValue()
  if (!Array.isArray(stored)) return []
  return stored.flatMap((task) => {
    const parsed = taskSchema.safeParse(task)
    return parsed.success ? [parsed.data] : []
  })
}

/** Changes the list as it is stored now: one tab at a time, so that none takes back what another one did. */
async function changeTasks(change: (tasks: ExportTask[]) => ExportTask[]): Promise<void> {
  await navigator.locks.request('export-tasks', async () => {
    await exportTasksItem.setValue(change(await readTasks()))
  })
}

/** Adds a task, or puts it in place of the one with its id. When what it asks for has changed it begins from the start again. */
export async function saveTask(task: ExportTask): Promise<void> {
  await changeTasks((all) => {
    const before = all.find(({ id }) => id === task.id)
    const isSame = before !== undefined && JSON.stringify(before.order) === JSON.stringify(task.order)
    const saved = { ...task, last: isSame ? before.last : null }
    return before ? all.map((other) => (other.id === task.id ? saved : other)) : [...all, saved]
  })
}

/** Takes a task away. Resolves with the way to bring it back where it was. */
export async function deleteTask(id: string): Promise<() => Promise<void>> {
  let gone: { task: ExportTask; index: number } | null = null
  await changeTasks((all) => {
    const index = all.findIndex((task) => task.id === id)
    const task = all[index]
    if (task) gone = { task, index }
    return all.filter((other) => other.id !== id)
  })
  return async () => {
    if (gone) {
      const { task, index } = gone
      await changeTasks((all) => (all.some((other) => other.id === id) ? all : all.toSpliced(index, 0, task)))
    }
  }
}

/** What a task exports when it is run now. */
export function taskStart(task: ExportTask): ExportStart {
  const { id, name, order, onlyNew, last } = task
  const since = onlyNew && last ? { archivedFrom: last.at, part: last.part + 1, continues: last.continues } : null
  return { order, title: name, task: id, since }
}

/**
 * Remembers that a task has run well. Said again, also by another tab, it changes nothing. A run that could not read all of its
 * chats does not count: what is missing from it would be in no later part.
 */
export async function noteTaskRun(run: ExportRun, result: RunResult): Promise<void> {
  if (run.task === null || result.failed.length > 0) return
  const at = run.archivedBefore ?? run.startedAt
  await changeTasks((all) =>
    all.map((task) => {
      const isNews = task.id === run.task && (task.last === null || task.last.at < at)
      // It was edited while it ran: that run was another task's.
      if (!isNews || JSON.stringify(task.order) !== JSON.stringify(run.order)) return task
      const bytes = result.files.reduce((sum, file) => sum + file.bytes, 0)
      const continues = { ...run.since?.continues, ...result.ends }
      const last = { at, messages: result.messages, bytes, part: run.since?.part ?? 1, continues }
      return { ...task, last }
    }),
  )
}
