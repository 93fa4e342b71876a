import type { Contact } from '../../../lib/chat/contact.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'
import type { ConversationKind, ConversationSummary } from '../../../lib/chat/message.ts'
import { isSpelled } from '../../../lib/contacts/pinyin.ts'
import type { Speller } from '../../../lib/contacts/pinyin.ts'

/** A line of the list: a conversation, the contact it is with (absent when the archive has lost it), and its name. */
export interface ChatRow {
  summary: ConversationSummary
  contact: Contact | undefined
  name: string
}

export interface ChatFilter {
  text: string
  kind: ConversationKind | 'all'
  /** Null: all. */
  account: AccountId | null
  /** Null while the dictionary is not there: then names are found as they are written only. */
  spell: Speller | null
}

/** Those of the wanted kind and account whose name, remark or number has the text in it, or is spelled like it. */
export function filterChats(rows: readonly ChatRow[], { text, kind, account, spell }: ChatFilter): readonly ChatRow[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '' && kind === 'all' && account === null) return rows
  const speller = canBeSpelled(wanted) ? spell : null
  return rows.filter(({ summary, contact, name }) => {
    if (kind !== 'all' && summary.kind !== kind) return false
    if (account !== null && summary.account !== account) return false
    if (wanted === '') return true
    const names = [name, contact?.nick ?? '', contact?.remark ?? ''].filter((each) => each !== '')
    if ([...names, contact?.number ?? ''].some((each) => each.toLowerCase().includes(wanted))) return true
    return speller ? names.some((each) => isSpelled(speller(each), wanted)) : false
  })
}

/** Whether a text can be pinyin. */
export function canBeSpelled(text: string): boolean {
  return /^[a-zü0-9\s'’]+$/iu.test(text.trim())
}
