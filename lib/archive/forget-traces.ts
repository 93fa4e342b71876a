import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { HOUR } from '../time.ts'
import type { Connection, Transaction } from './connection.ts'

type Writing = Transaction<'readwrite'>

/** What else has something of the messages of a conversation in it, by their keys. */
export interface Traces {
  /** Keys of messages that were decided about. */
  decided: ReadonlySet<string>
  /** Deliveries that repeat a message (echoes, duplicates), by the key of that message. */
  repeats: ReadonlyMap<string, readonly string[]>
}

/** @throws ArchiveError */
export async function tracesOf(
  { run }: Connection,
  ids: readonly ContactId[],
  accounts: Iterable<AccountId>,
): Promise<Traces> {
  const all = (first: string): IDBKeyRange => IDBKeyRange.bound([first], [first, []], false, true)
  return await run('forget', 'readonly', ['decisions', 'oddments'], async (reading) => {
    const byConversation = reading.objectStore('decisions').index('byConversation')
    const byAccount = reading.objectStore('oddments').index('byAccount')
    const [keys, oddments] = await Promise.all([
      Promise.all(ids.map((id) => byConversation.getAllKeys(all(id)))),
      Promise.all([...accounts].map((account) => byAccount.getAll(all(account)))),
    ])
    const repeats = new Map<string, string[]>()
    for (const { id, repeats: key } of oddments.flat())
      if (key !== null) repeats.set(key, [...(repeats.get(key) ?? []), id])
    return { decided: new Set(keys.flat()), repeats }
  })
}

/** Deletes what has something of these messages in it. The transaction has to cover decisions and oddments. */
export async function forgetTraces(
  writing: Writing,
  { decided, repeats }: Traces,
  keys: readonly string[],
): Promise<void> {
  await Promise.all(
    keys.flatMap((key) => [
      ...(decided.has(key) ? [writing.objectStore('decisions').delete(key)] : []),
      ...(repeats.get(key) ?? []).map((id) => writing.objectStore('oddments').delete(id)),
    ]),
  )
}

/** Replies that are on their way are nobody's past yet. */
const ENDED = new Set<OutboxRow['state']>(['sent', 'refused', 'uncertain', 'dropped'])
/** Two clocks tell when a reply went out: none is deleted whose message may still be there. */
const APART = HOUR

/** Deletes what was answered in these conversations, as far as it ended before `before`. @throws ArchiveError */
export async function forgetReplies({ run }: Connection, ids: readonly ContactId[], before: number): Promise<void> {
  const those = new Set(ids)
  await run('forget', 'readwrite', ['outbox'], async (writing) => {
    const store = writing.objectStore('outbox')
    const rows = await store.getAll()
    const gone = rows.filter(
      ({ conversation, state, stateAt }) => those.has(conversation) && ENDED.has(state) && stateAt < before - APART,
    )
    await Promise.all(gone.map(({ id }) => store.delete(id)))
  })
}
