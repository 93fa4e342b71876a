import type { Archive } from '../../../lib/archive/port.ts'
import type { AccountId } from '../../../lib/chat/handle.ts'

/** How much the archive holds of one account. */
export interface AccountSizes {
  account: AccountId
  contacts: number
  conversations: number
  messages: number
  /** What the rules remember, as JSON, characters. */
  ruleState: number
}

export interface ArchiveSizes {
  accounts: AccountSizes[]
  /** Replies of the service that are written down and not read yet. */
  unsettled: number
  /** Automatic replies on their way, and those of which nobody knows whether they arrived. */
  waiting: number
  uncertain: number
}

/** Counts what is stored, from what is counted already: no message is read. @throws {ArchiveError} */
export async function readSizes(archive: Archive): Promise<ArchiveSizes> {
  const [accounts, unsettled, waiting, uncertain] = await Promise.all([
    archive.accounts(),
    archive.unsettled(),
    archive.outbox(['pending', 'sending']),
    archive.outbox(['uncertain']),
  ])
  return {
    accounts: await Promise.all(accounts.map((account) => sizesOf(archive, account))),
    unsettled: unsettled.length,
    waiting: waiting.length,
    uncertain: uncertain.length,
  }
}

async function sizesOf(archive: Archive, account: AccountId): Promise<AccountSizes> {
  const [contacts, conversations, state] = await Promise.all([
    archive.contacts(account),
    archive.conversations(account),
    archive.ruleState(account),
  ])
  return {
    account,
    contacts: contacts.length,
    conversations: conversations.length,
    messages: conversations.reduce((sum, { count }) => sum + count, 0),
    ruleState: state === undefined ? 0 : JSON.stringify(state).length,
  }
}
