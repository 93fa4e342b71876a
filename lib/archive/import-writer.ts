import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { importedId, newId } from './blocks/block-id.ts'
import type { Block } from './blocks/block.ts'
import { BODY_STORES } from './blocks/block.ts'
import { cutIntoBlocks, encodeBlock } from './blocks/encode.ts'
import { comparePlaces } from './blocks/place.ts'
import { putBodies, putHeads } from './blocks/write-blocks.ts'
import type { Connection } from './connection.ts'
import { clearPending } from './leftovers.ts'
import type { Limits } from './limits.ts'
import { lockNames, tryLock } from './locks.ts'
import { ArchiveError } from './port.ts'
import type { ArchiveChange, ImportWriter } from './port.ts'
import type { StoredImport } from './schema.ts'
import { countIn, withCanonicalIds } from './summaries.ts'

/** What is known of a conversation of the import, for its summary. */
interface Added {
  count: number
  newest: Message
}

interface Waiting {
  messages: Message[]
  units: number
}

/**
 * Writes messages into blocks whose heads come all together at the end. Until then nobody sees them, and who dies leaves parts that
 * the next opening clears away.
 *
 * @throws ArchiveError `blocked` when another import or restore is under way.
 */
export async function beginImport(
  connection: Connection,
  archive: string,
  importId: string,
  limits: Limits,
  tell: (change: ArchiveChange) => void,
): Promise<ImportWriter> {
  const release = await tryLock(lockNames(archive).import)
  if (!release) throw new ArchiveError('blocked', 'Archive: another import is under way')
  const prefix = `import/${importId}/${newId()}/`
  try {
    await clearPending(connection, 'pending/import')
    await connection.run('import', 'readwrite', ['marks', 'imports'], async (writing) => {
      if ((await writing.objectStore('imports').getKey(importId)) !== undefined)
        throw new ArchiveError('failed', 'Archive: this import is there already')
      await writing.objectStore('marks').put({ id: 'pending/import', prefix })
    })
  } catch (error) {
    await release()
    throw error
  }

  const waiting = new Map<ContactId, Waiting>()
  const added = new Map<ContactId, Added>()
  const people = new Set<ContactId>()
  const accounts = new Set<string>()
  const heads: Block['head'][] = []
  let messagesWaiting = 0
  let unitsWaiting = 0
  let blocks = 0
  let isOver = false
  let isTorn = false

  function take(given: Message): void {
    const message = given.importId === importId ? given : { ...given, importId }
    const { conversation, author, account, text } = message
    const group = waiting.get(conversation) ?? { messages: [], units: 0 }
    waiting.set(conversation, group)
    group.messages.push(message)
    group.units += text.length
    messagesWaiting += 1
    unitsWaiting += text.length
    const before = added.get(conversation)
    const isNewest = !before || comparePlaces(message, before.newest) > 0
    added.set(conversation, { count: (before?.count ?? 0) + 1, newest: isNewest ? message : before.newest })
    people.add(conversation)
    if (author !== null) people.add(author)
    accounts.add(account)
  }

  async function flush(conversation: ContactId): Promise<void> {
    const group = waiting.get(conversation)
    if (!group) return
    waiting.delete(conversation)
    messagesWaiting -= group.messages.length
    unitsWaiting -= group.units
    try {
      group.messages.sort(comparePlaces)
      const made = await Promise.all(
        [...cutIntoBlocks(group.messages, limits)].map((cut) =>
          encodeBlock(importedId(prefix, conversation, blocks++), cut, importId),
        ),
      )
      await connection.run('import', 'readwrite', [...BODY_STORES], (writing) => putBodies(writing, made))
      heads.push(...made.map(({ head }) => head))
    } catch (error) {
      // Only the file has them now: nothing of this import may become visible any more.
      isTorn = true
      throw error
    }
  }

  async function flushWhatIsMuch(): Promise<void> {
    for (const [conversation, { messages, units }] of waiting)
      if (messages.length >= limits.waitingOfOne || units >= limits.unitsOfOne) await flush(conversation)
    while (messagesWaiting >= limits.waitingOfAll || unitsWaiting >= limits.unitsOfAll) {
      const [biggest] = [...waiting].reduce((most, one) => (one[1].units > most[1].units ? one : most))
      await flush(biggest)
    }
  }

  function refuseWhenOver(): void {
    if (isOver || isTorn) throw new ArchiveError('failed', 'Archive: this import is over')
  }

  return {
    async add(messages) {
      refuseWhenOver()
      for (const message of messages) {
        take(message)
        if (messagesWaiting >= limits.waitingOfAll || unitsWaiting >= limits.unitsOfAll) await flushWhatIsMuch()
      }
      await flushWhatIsMuch()
    },
    async publish({ record, contacts, avatars = [] }) {
      refuseWhenOver()
      for (const conversation of waiting.keys()) await flush(conversation)
      const stored: StoredImport = { ...record, id: importId, people: [...people] }
      for (const { account } of [record, ...contacts]) accounts.add(account)
      const stores = [
        'marks',
        'blocks',
        'imports',
        'contacts',
        'avatars',
        'conversations',
        'accounts',
        'aliases',
      ] as const
      const conversations = await connection.run('import', 'readwrite', [...stores], async (writing) => {
        const mark = await writing.objectStore('marks').get('pending/import')
        if (mark?.id !== 'pending/import' || mark.prefix !== prefix)
          throw new ArchiveError('failed', 'Archive: the import was cleared away')
        await Promise.all([
          putHeads(writing, heads),
          writing.objectStore('imports').add(stored),
          ...contacts.map((contact) => writing.objectStore('contacts').put(contact)),
          ...avatars.map((avatar) => writing.objectStore('avatars').put(avatar)),
          ...[...accounts].map((account) => writing.objectStore('accounts').put({ account })),
          ...[...added].map(async ([id, { newest, count }]) => {
            const store = writing.objectStore('conversations')
            await store.put(countIn(await store.get(id), newest, count))
          }),
          writing.objectStore('marks').delete('pending/import'),
        ])
        return await withCanonicalIds(writing, added.keys())
      })
      isOver = true
      await release()
      tell({ conversations, contacts: contacts.map(({ id }) => id), decisions: false, outbox: false })
    },
    async abandon() {
      if (isOver) return
      isOver = true
      try {
        await clearPending(connection, 'pending/import')
      } finally {
        await release()
      }
    },
  }
}
