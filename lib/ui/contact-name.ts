import { displayName } from '../chat/contact.ts'
import type { Contact } from '../chat/contact.ts'
import { t } from '../i18n/t.ts'

/** The name to show for a contact: remark, else nick, else "unknown …" in the user's language. */
export function contactName(contact: Pick<Contact, 'nick' | 'remark' | 'kind'>): string {
  return displayName(contact) ?? t(`unknown.${contact.kind}`)
}
