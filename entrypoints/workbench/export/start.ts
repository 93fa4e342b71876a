import { displayName } from '../../../lib/chat/contact.ts'
import { language } from '../../../lib/i18n/t.ts'
import { archive } from '../../pages/archive.ts'
import type { ExportWish } from '../route.ts'
import { startExport } from './export-job.ts'
import { isExporting } from './export-lock.ts'
import { plainOrder } from './order.ts'
import type { ExportOrder } from './order.ts'

/**
 * Starts what an address asks for, as popup and drawer do: one conversation, or all of an account, as JSON.
 * `closeIfElsewhere` as with {@link startExport}.
 */
export async function startWish(wish: ExportWish, closeIfElsewhere: boolean): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const order: ExportOrder = { ...plainOrder(timeZone, language.value), chats: chatsOf(wish) }
  // While another one runs this is only to show it, and a busy archive would keep that waiting.
  const title = (await isExporting()) ? null : await titleOf(wish)
  await startExport({ order, title, task: null, since: null }, closeIfElsewhere)
}

function chatsOf(wish: ExportWish): ExportOrder['chats'] {
  return 'account' in wish ? { which: 'all', account: wish.account } : { which: 'some', ids: [wish.conversation] }
}

async function titleOf(wish: ExportWish): Promise<string | null> {
  if ('account' in wish) return null
  // Without the archive there is no name; that it cannot be read is said by the export itself.
  const contact = await archive()
    .then((open) => open.contact(wish.conversation))
    .catch(() => undefined)
  return contact ? displayName(contact) : null
}
