import type { ExportStart } from './new-run.ts'
import type { ExportRun, RunResult } from './run.ts'

/** The same export of those chats alone that failed. It is no run of a task: a task means all of its chats. */
export function failedOnly(
  run: Pick<ExportRun, 'order' | 'title'>,
  { failed }: Pick<RunResult, 'failed'>,
): ExportStart {
  return { order: { ...run.order, chats: { which: 'some', ids: failed } }, title: run.title, task: null, since: null }
}
