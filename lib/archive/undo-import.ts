import type { ContactId } from '../chat/contact.ts'
import type { Library } from './blocks/library.ts'
import { markChange } from './blocks/shelf.ts'
import { BLOCK_STORES, deleteBlocks } from './blocks/write-blocks.ts'
import type { Connection, Transaction } from './connection.ts'
import type { ArchiveChange, ImportRecord, Waiting } from './port.ts'
import type { StoredImport, StoreName } from './schema.ts'
import { countOut, withCanonicalIds } from './summaries.ts'
import { whenNobodyImports, whenNothingChanges } from './turns.ts'

type Writing = Transaction<'readwrite'>

const STORES: StoreName[] = [
  ...BLOCK_STORES,
  'messages',
  'imports',
  'conversations',
  'contacts',
  'avatars',
  'handles',
  'aliases',
  'aparts',
  'heard',
]

/** Imports, newest first. @throws ArchiveError */
export async function readImports({ run }: Connection): Promise<ImportRecord[]> {
  const rows = await run('imports', 'readonly', ['imports'], (reading) => reading.objectStore('imports').getAll())
  return rows.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).map(({ people: _people, ...record }) => record)
}

/** Takes an import back, in one transaction, when no other is being written. Gives what changed. @throws ArchiveError */
export async function undoImport(
  connection: Connection,
  { bodies }: Library,
  archive: string,
  importId: string,
  waiting?: Waiting,
): Promise<ArchiveChange> {
  return await whenNobodyImports(archive, waiting, () => whenNothingChanges(archive, waiting, takeBack))

  async function takeBack(): Promise<ArchiveChange> {
    return await connection.run('undo', 'readwrite', STORES, async (writing) => {
      const record = await writing.objectStore('imports').get(importId)
      const heads = await writing.objectStore('blocks').index('byImport').getAll(importId)
      const shown = await withCanonicalIds(
        writing,
        heads.map(({ conversation }) => conversation),
      )
      await deleteBlocks(writing, heads)
      for (const [id, those] of Map.groupBy(heads, ({ conversation }) => conversation))
        await countOut(
          writing,
          bodies,
          id,
          those.reduce((sum, { count }) => sum + count, 0),
        )
      await writing.objectStore('imports').delete(importId)
      const contacts = record ? await takeContacts(writing, record) : []
      return { conversations: shown, contacts, decisions: false, outbox: false }
    })
  }
}

/** Deletes the contacts that were made for an import, but for those that something else stands for by now. */
async function takeContacts(writing: Writing, record: StoredImport): Promise<ContactId[]> {
  const needed = await neededContacts(writing, new Set(record.contacts))
  const gone = record.contacts.filter((id) => !needed.has(id))
  await Promise.all(
    gone.flatMap((id) => [writing.objectStore('contacts').delete(id), writing.objectStore('avatars').delete(id)]),
  )
  // Others may have read them, and would write messages of contacts that are not there.
  if (gone.length > 0) await markChange(writing, 'replaced')
  return gone
}

/** All contacts that a conversation, a group's members, a login, an author, another import or the user's word rests on. */
async function neededContacts(writing: Writing, going: ReadonlySet<ContactId>): Promise<Set<ContactId>> {
  const [conversations, contacts, handles, aliases, aparts, heard, imports] = await Promise.all([
    writing.objectStore('conversations').getAllKeys(),
    writing.objectStore('contacts').getAll(),
    writing.objectStore('handles').getAll(),
    writing.objectStore('aliases').getAll(),
    writing.objectStore('aparts').getAll(),
    writing.objectStore('heard').getAllKeys(),
    writing.objectStore('imports').getAll(),
  ])
  return new Set([
    ...conversations,
    ...contacts.flatMap(({ id, members }) => {
      const others = members?.flatMap(({ contact }) => (contact === null || contact === id ? [] : [contact])) ?? []
      return going.has(id) ? [] : others
    }),
    ...handles.map(({ contact }) => contact),
    ...aliases.flatMap(({ from, to }) => [from, to]),
    ...aparts.flatMap(({ a, b }) => [a, b]),
    ...heard.flat(),
    ...imports.flatMap(({ people }) => people),
  ])
}
