import type { ContactId } from '../../../lib/chat/contact.ts'
import { log } from '../../../lib/log.ts'
import { localDay } from '../../../lib/time.ts'

/** Leads to the export with one conversation chosen, from the day of a moment (ms) on, or all of it. Nothing starts by itself. */
export async function exportFrom(conversation: ContactId, from: number | null): Promise<void> {
  try {
    const { changeForm } = await import('../export/form.ts')
    changeForm({
      chats: { which: 'some', ids: [conversation] },
      ...(from === null
        ? { span: 'all', firstDay: null, lastDay: null }
        : { span: 'days', firstDay: localDay(from), lastDay: null }),
    })
  } catch (error) {
    // Then the user chooses it there.
    log('chunk-failed', { error: error instanceof Error ? error.name : 'unknown' })
  }
  location.hash = '#/export'
}
