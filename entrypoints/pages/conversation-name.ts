import { t } from '../../lib/i18n/t.ts'
import { contactName } from '../../lib/ui/contact-name.ts'
import type { ConversationRow } from './conversation-rows.ts'

/** The name to show for a conversation, also when the archive has lost its contact. */
export function conversationName({ summary, contact }: ConversationRow): string {
  return contact ? contactName(contact) : t(`unknown.${summary.kind === 'friend' ? 'person' : summary.kind}`)
}
