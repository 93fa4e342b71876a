import type { Archive } from '../../lib/archive/port.ts'
import type { LoginId } from '../../lib/backend.ts'
import type { Contact } from '../../lib/chat/contact.ts'
import { createBook } from '../../lib/contacts/book.ts'
import { joinRefusals } from '../../lib/contacts/joins.ts'
import type { JoinRefusal } from '../../lib/contacts/joins.ts'
import { readContactRows } from './contact-rows.ts'
import type { ContactRow } from './contact-rows.ts'

/** Somebody who may be chosen as the same, and why that would be refused (null when it would not). */
export interface MergeRow extends ContactRow {
  refusal: JoinRefusal | null
}

/** Whether a contact is the account's own: nobody else is the same. */
export function isOneself({ kind, number, account }: Contact): boolean {
  return kind === 'person' && number === account
}

/**
 * Whom the user may say to be the same as `contact`: all of its kind and account, those that can be first, and else in
 * the order of the list of contacts. What can be is judged by the last login. @throws {ArchiveError}
 */
export async function readMergeRows(archive: Archive, login: LoginId | null, contact: Contact): Promise<MergeRow[]> {
  const { account } = contact
  const [rows, contacts, aliases, handles] = await Promise.all([
    readContactRows(archive),
    archive.contacts(account),
    archive.aliases(account),
    login?.account === account ? archive.handles(account, login.epoch) : [],
  ])
  const refusal = joinRefusals(createBook(account, { contacts, aliases, handles, aparts: [] }))
  const others = rows
    .filter(
      ({ contact: other }) =>
        other.account === account && other.kind === contact.kind && other.id !== contact.id && !isOneself(other),
    )
    .map((row) => ({ ...row, refusal: refusal(contact.id, row.contact.id) }))
  return [...others.filter((row) => row.refusal === null), ...others.filter((row) => row.refusal !== null)]
}
