import type { AccountId } from '../chat/handle.ts'
import { deleteBlocks } from './blocks/write-blocks.ts'
import { markChange } from './blocks/shelf.ts'
import type { Connection, Transaction } from './connection.ts'
import type { ArchiveChange, Waiting } from './port.ts'
import { STORES } from './schema.ts'
import { withCanonicalIds } from './summaries.ts'
import { whenNothingChanges } from './turns.ts'

type Writing = Transaction<'readwrite'>

/** Deletes everything of an account, or everything there is, in one transaction. Gives what changed. @throws ArchiveError */
export async function wipe(
  connection: Connection,
  archive: string,
  account?: AccountId,
  waiting?: Waiting,
): Promise<ArchiveChange> {
  return await whenNothingChanges(archive, waiting, () =>
    connection.run('wipe', 'readwrite', [...STORES], async (writing) => {
      const change = await everythingOf(writing, account)
      await (account === undefined ? wipeAll(writing) : wipeAccount(writing, account))
      return change
    }),
  )
}

async function everythingOf(writing: Writing, account?: AccountId): Promise<ArchiveChange> {
  const [conversations, contacts] = await Promise.all([
    account === undefined
      ? writing.objectStore('conversations').getAllKeys()
      : writing.objectStore('conversations').index('byAccount').getAllKeys(account),
    account === undefined
      ? writing.objectStore('contacts').getAllKeys()
      : writing.objectStore('contacts').index('byAccount').getAllKeys(account),
  ])
  return { conversations: await withCanonicalIds(writing, conversations), contacts, decisions: true, outbox: true }
}

/** What the archive knows about itself stays in part: others have to see that the blocks have gone. */
async function wipeAll(writing: Writing): Promise<void> {
  await Promise.all(STORES.filter((store) => store !== 'marks').map((store) => writing.objectStore(store).clear()))
  const marks = await writing.objectStore('marks').getAllKeys()
  await Promise.all(marks.filter((id) => id !== 'blocks').map((id) => writing.objectStore('marks').delete(id)))
  await markChange(writing, 'replaced')
}

async function wipeAccount(writing: Writing, account: AccountId): Promise<void> {
  const beginning = IDBKeyRange.bound([account], [account, []], false, true)
  const [conversations, contacts, heads] = await Promise.all([
    writing.objectStore('conversations').index('byAccount').getAllKeys(account),
    writing.objectStore('contacts').index('byAccount').getAllKeys(account),
    writing.objectStore('blocks').index('byAccount').getAll(account),
  ])
  const own = new Set(contacts)
  const [aliases, outbox, journal, imports, messages, oddments, decisions, watches, aparts] = await Promise.all([
    writing.objectStore('aliases').getAll(),
    writing.objectStore('outbox').getAll(),
    writing.objectStore('journal').getAll(),
    writing.objectStore('imports').getAll(),
    writing.objectStore('messages').index('byTime').getAllKeys(beginning),
    writing.objectStore('oddments').index('byAccount').getAllKeys(beginning),
    writing.objectStore('decisions').index('byAccount').getAllKeys(beginning),
    writing.objectStore('watches').index('byAccount').getAllKeys(beginning),
    writing.objectStore('aparts').index('byAccount').getAllKeys(account),
  ])
  await deleteBlocks(writing, heads)
  await markChange(writing, 'replaced')
  await Promise.all([
    ...messages.map((key) => writing.objectStore('messages').delete(key)),
    ...oddments.map((key) => writing.objectStore('oddments').delete(key)),
    ...decisions.map((key) => writing.objectStore('decisions').delete(key)),
    ...watches.map((key) => writing.objectStore('watches').delete(key)),
    ...aparts.map((key) => writing.objectStore('aparts').delete(key)),
    ...conversations.map((id) => writing.objectStore('conversations').delete(id)),
    // Also of conversations of which every message was forgotten before.
    ...[...new Set([...conversations, ...contacts])].map((id) =>
      writing.objectStore('heard').delete(IDBKeyRange.bound([id], [id, []], false, true)),
    ),
    ...contacts.flatMap((id) => [
      writing.objectStore('contacts').delete(id),
      writing.objectStore('avatars').delete(id),
    ]),
    ...aliases
      .filter(({ from, to }) => own.has(from) || own.has(to))
      .map(({ from }) => writing.objectStore('aliases').delete(from)),
    ...outbox
      .filter(({ target }) => target.account === account)
      .map(({ id }) => writing.objectStore('outbox').delete(id)),
    ...journal.flatMap((entry) =>
      entry.account === account && entry.id !== undefined ? [writing.objectStore('journal').delete(entry.id)] : [],
    ),
    ...imports.filter((row) => row.account === account).map(({ id }) => writing.objectStore('imports').delete(id)),
    writing.objectStore('handles').delete(beginning),
    writing.objectStore('ruleStates').delete(account),
    writing.objectStore('ruleSets').delete(beginning),
    writing.objectStore('ruleSnapshots').delete(beginning),
    writing.objectStore('accounts').delete(account),
  ])
}
