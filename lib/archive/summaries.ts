import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { canonicalId } from '../chat/alias.ts'
import { readFamily } from './alias-family.ts'
import { BlockDamaged } from './blocks/bodies.ts'
import type { Bodies } from './blocks/bodies.ts'
import { comparePlaces, lastPlace } from './blocks/place.ts'
import type { Transaction } from './connection.ts'
import type { StoredConversation } from './schema.ts'

type Writing = Transaction<'readwrite'>

/** New messages of a conversation, counted in; `newest` is the last of them. */
export function countIn(before: StoredConversation | undefined, newest: Message, added = 1): StoredConversation {
  const count = (before?.count ?? 0) + added
  if (before && comparePlaces(newest, { sentAt: before.lastAt, order: before.lastOrder, key: before.lastKey }) <= 0)
    return { ...before, count }
  return {
    id: newest.conversation,
    account: newest.account,
    kind: newest.kind,
    lastAt: newest.sentAt,
    lastText: newest.text,
    ...lastNotice(newest),
    lastDirection: newest.direction,
    lastOrder: newest.order,
    lastKey: newest.key,
    count,
  }
}

/** A notice is alone in its message. */
function lastNotice({ segments }: Message): Pick<StoredConversation, 'lastNotice'> {
  const [only] = segments
  return only?.type === 'notice' ? { lastNotice: only } : {}
}

/**
 * Messages of a conversation are gone: counts them out and finds the last one that is left. The transaction has to cover messages,
 * conversations, blocks, blockTexts and blockRests.
 */
export async function countOut(writing: Writing, bodies: Bodies, id: ContactId, removed: number): Promise<void> {
  const before = await writing.objectStore('conversations').get(id)
  if (!before) return
  await countAnew(writing, bodies, id, before.count - removed)
}

/** Writes the summary of a conversation that has `count` messages, from the last of them; that of one without any goes. */
export async function countAnew(writing: Writing, bodies: Bodies, id: ContactId, count = 0): Promise<void> {
  const store = writing.objectStore('conversations')
  if (count <= 0) return await store.delete(id)
  const last = await lastMessage(writing, bodies, id)
  if (last) {
    await store.put(countIn(undefined, last, count))
    return
  }
  const before = await store.get(id)
  if (!before) return
  // Only damaged blocks are left: what is known of the last message goes with it.
  const { lastNotice: _gone, ...rest } = before
  await store.put({ ...rest, count, lastText: '' })
}

async function lastMessage(writing: Writing, bodies: Bodies, id: ContactId): Promise<Message | undefined> {
  const all = IDBKeyRange.bound([id], [id, []], false, true)
  const hot = (await writing.objectStore('messages').index('byPlace').openCursor(all, 'prev'))?.value
  const byConversation = writing.objectStore('blocks').index('byConversation')
  const newest = (await byConversation.openCursor(all, 'prev'))?.value
  if (!newest) return hot
  // Several may end in the same moment.
  const together = await byConversation.getAll([id, newest.lastAt])
  const head = together.reduce((last, other) => (comparePlaces(lastPlace(other), lastPlace(last)) > 0 ? other : last))
  if (hot && comparePlaces(hot, lastPlace(head)) > 0) return hot
  try {
    const [rests, texts] = await Promise.all([bodies.rests(writing, head), bodies.texts(writing, head)])
    return rests.message(head.count - 1, texts)
  } catch (error) {
    if (error instanceof BlockDamaged) return hot
    throw error
  }
}

/** These ids, and those they are shown under. */
export async function withCanonicalIds(
  reading: Transaction<IDBTransactionMode>,
  ids: Iterable<ContactId>,
): Promise<ContactId[]> {
  const all = new Set<ContactId>()
  for (const id of ids) all.add(id).add(canonicalId(await readFamily(reading.objectStore('aliases'), id), id))
  return [...all]
}
