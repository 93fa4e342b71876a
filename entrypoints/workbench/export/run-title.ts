import { t } from '../../../lib/i18n/t.ts'
import type { ExportRun } from './run.ts'

/** What an export is called: its chat, its task, or how many chats there are. */
export function runTitle({ title, legs }: Pick<ExportRun, 'title' | 'legs'>): string {
  return (
    title ?? t('export.run.chats', { count: legs.reduce((sum, { conversations }) => sum + conversations.length, 0) })
  )
}
