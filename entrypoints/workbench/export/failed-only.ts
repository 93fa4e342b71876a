import type { ExportFailure } from '../../../lib/export/format.ts'
import type { ExportStart } from './new-run.ts'
import type { ExportRun } from './run.ts'

/** The same export of those chats alone that failed. It is no run of a task: a task means all of its chats. */
export function failedOnly(run: Pick<ExportRun, 'order' | 'title'>, failures: readonly ExportFailure[]): ExportStart {
  const ids = [...new Set(failures.map(({ conversation }) => conversation))]
  return { order: { ...run.order, chats: { which: 'some', ids } }, title: run.title, task: null, since: null }
}
