import type { Alias, ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import type { Bodies } from './blocks/bodies.ts'
import { findSealed, KEY_STORES } from './blocks/sealed-keys.ts'
import type { WantedKey } from './blocks/sealed-keys.ts'
import type { Connection, Transaction } from './connection.ts'
import type { Era } from './era.ts'
import { hear, latestByPlace } from './heard.ts'
import type { ArchiveChange, Batch, OutboxTransition } from './port.ts'
import { keepRuleSet, keepSnapshot } from './rule-history.ts'
import type { StoreName, StoredConversation } from './schema.ts'
import { countIn, withCanonicalIds } from './summaries.ts'

type Writing = Transaction<'readwrite'>

/**
 * Writes a batch in one strict transaction. What has its key in the archive already (messages, oddments, decisions, outbox
 * rows) stays as it was; contacts, handles, aliases and rule state are replaced. Resolves with what really changed.
 *
 * @throws ArchiveError; then nothing of the batch is kept.
 */
export async function commitBatch(
  connection: Connection,
  bodies: Bodies,
  era: Pick<Era, 'check'>,
  batch: Batch,
): Promise<{ applied: string[]; change: ArchiveChange }> {
  const stores = storesOf(batch)
  if (stores.length === 0) return { applied: [], change: nothingChanged() }

  return await connection.run('commit', 'readwrite', stores, async (writing) => {
    if (restsOnReads(batch)) await era.check(writing)
    // First, because the same batch may say anew what it takes back.
    const gone = await takeBack(writing, batch)
    // All asked for at once: what depends on nothing else does not wait for its turn. The transaction is one anyway.
    const [contacts, conversations, decisions, outbox] = await Promise.all([
      putNames(writing, batch, gone),
      addMessages(writing, bodies, batch, gone),
      addMissing(
        () => writing.objectStore('decisions'),
        batch.decisions,
        (decision) => decision.messageKey,
      ),
      changeOutbox(writing, batch),
      addMissing(
        () => writing.objectStore('oddments'),
        batch.oddments,
        (oddment) => oddment.id,
      ),
      addAccounts(writing, batch),
      batch.ruleState && writing.objectStore('ruleStates').put(batch.ruleState),
      batch.ruleSet && keepRuleSet(writing, batch.ruleSet),
      batch.ruleSnapshot && keepSnapshot(writing, batch.ruleSnapshot),
      ...(batch.watches ?? []).map((watch) => writing.objectStore('watches').put(watch)),
      ...(batch.settled ?? []).map((id) => writing.objectStore('journal').delete(id)),
    ])
    const change = { contacts, conversations, decisions: decisions.length > 0, outbox: outbox.changed }
    return { applied: outbox.applied, change }
  })
}

function nothingChanged(): ArchiveChange {
  return { conversations: [], contacts: [], decisions: false, outbox: false }
}

/**
 * Whether a batch was made out of what was read before: who is who, and what the rules remember. What became of a reply has happened,
 * and is written down whatever is there.
 */
function restsOnReads({
  messages = [],
  contacts = [],
  handles = [],
  aliases = [],
  outbox = [],
  ...batch
}: Batch): boolean {
  if (batch.settled === undefined && (batch.transitions?.length ?? 0) > 0) return false
  return batch.ruleState !== undefined || [messages, contacts, handles, aliases, outbox].some((rows) => rows.length > 0)
}

/** Only the stores a batch needs, so that a state change of the outbox does not wait for a page that reads messages. */
function storesOf(batch: Batch): StoreName[] {
  const needed: [StoreName, readonly unknown[] | undefined][] = [
    ['accounts', [...accountsOf(batch)]],
    ['marks', restsOnReads(batch) ? [batch] : []],
    ['messages', batch.messages],
    ['conversations', batch.messages],
    ...KEY_STORES.map((store): [StoreName, readonly unknown[] | undefined] => [store, batch.messages]),
    ['aliases', [...(batch.messages ?? []), ...(batch.aliases ?? []), ...(batch.aliasesGone ?? [])]],
    ['aparts', [...(batch.aparts ?? []), ...(batch.apartsGone ?? [])]],
    ['avatars', batch.avatars],
    ['oddments', batch.oddments],
    ['decisions', batch.decisions],
    ['contacts', batch.contacts],
    ['handles', batch.handles],
    ['heard', [...latestByPlace(batch.messages ?? []).keys()]],
    ['ruleStates', batch.ruleState ? [batch.ruleState] : []],
    ['ruleSets', batch.ruleSet ? [batch.ruleSet] : []],
    ['ruleSnapshots', batch.ruleSnapshot ? [batch.ruleSnapshot] : []],
    ['watches', batch.watches],
    ['outbox', [...(batch.outbox ?? []), ...(batch.transitions ?? [])]],
    ['journal', batch.settled],
  ]
  return needed.filter(([, rows]) => rows !== undefined && rows.length > 0).map(([store]) => store)
}

function accountsOf(batch: Batch): Set<string> {
  const owned = [
    ...(batch.messages ?? []),
    ...(batch.oddments ?? []),
    ...(batch.decisions ?? []),
    ...(batch.contacts ?? []),
    ...(batch.handles ?? []).map((row) => row.handle),
    ...(batch.outbox ?? []).map((row) => row.target),
    ...(batch.watches ?? []),
    ...[batch.ruleState, batch.ruleSet, batch.ruleSnapshot].filter((row) => row !== undefined),
  ]
  return new Set(owned.map((row) => row.account))
}

async function addAccounts(writing: Writing, batch: Batch): Promise<void> {
  for (const account of accountsOf(batch)) {
    const store = writing.objectStore('accounts')
    if ((await store.getKey(account)) === undefined) await store.add({ account })
  }
}

/** Contacts, handles, aliases and what goes with them: the newest word counts. Gives the contacts that changed. */
async function putNames(writing: Writing, batch: Batch, gone: readonly Alias[]): Promise<ContactId[]> {
  const { contacts = [], handles = [], aliases = [], avatars = [], aparts = [], apartsGone = [] } = batch
  await Promise.all([
    ...contacts.map((contact) => writing.objectStore('contacts').put(contact)),
    ...handles.map((row) => writing.objectStore('handles').put(row)),
    ...aliases.map((alias) => writing.objectStore('aliases').put(alias)),
    ...aparts.map((apart) => writing.objectStore('aparts').put(apart)),
    ...avatars.map((avatar) => writing.objectStore('avatars').put(avatar)),
  ])
  const renamed = [...gone, ...aliases].flatMap(({ from, to }) => [from, to])
  const parted = [...aparts, ...apartsGone].flatMap(({ a, b }) => [a, b])
  return [
    ...new Set([...contacts.map(({ id }) => id), ...renamed, ...parted, ...avatars.map(({ contact }) => contact)]),
  ]
}

/** Deletes what the user has taken back; gives the aliases that are gone. */
async function takeBack(writing: Writing, { aliasesGone = [], apartsGone = [] }: Batch): Promise<Alias[]> {
  const gone: Alias[] = []
  for (const from of aliasesGone) {
    const alias = await writing.objectStore('aliases').get(from)
    if (!alias) continue
    gone.push(alias)
    await writing.objectStore('aliases').delete(from)
  }
  await Promise.all(apartsGone.map(({ a, b }) => writing.objectStore('aparts').delete([a, b])))
  return gone
}

/** New messages and the summaries of their conversations; gives the ids of those, canonical ones too. */
async function addMessages(
  writing: Writing,
  bodies: Bodies,
  batch: Batch,
  gone: readonly Alias[],
): Promise<ContactId[]> {
  const { messages = [] } = batch
  const added = await addMissing(
    () => writing.objectStore('messages'),
    messages,
    (message) => message.key,
    async () => (await findSealed(writing, bodies, messages.map(toWanted))).keys(),
  )
  const [touched] = await Promise.all([summarise(writing, added), hear(writing, added)])
  for (const { from, to } of [...(batch.aliases ?? []), ...gone]) touched.add(from).add(to)
  return withCanonicalIds(writing, touched)
}

function toWanted({ key, conversation, sentAt }: Message): WantedKey {
  return { key, near: { conversation, sentAt } }
}

/** New rows first, so that a change of one of them finds it. */
async function changeOutbox(writing: Writing, batch: Batch): Promise<{ applied: string[]; changed: boolean }> {
  const added = await addMissing(
    () => writing.objectStore('outbox'),
    batch.outbox,
    (row) => row.id,
  )
  const applied = await applyTransitions(writing, batch.transitions ?? [])
  return { applied, changed: added.length > 0 || applied.length > 0 }
}

/** What `addMissing` needs of a store whose keys are strings inside its rows. */
interface StoreOf<Row> {
  getKey(key: string): Promise<string | undefined>
  add(row: Row): Promise<unknown>
}

/**
 * Adds the rows whose key is stored neither here nor elsewhere, and gives them back. The first of two rows with one key wins.
 */
async function addMissing<Row>(
  openStore: () => StoreOf<Row>,
  rows: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
  findElsewhere: () => Promise<Iterable<string>> = () => Promise.resolve([]),
): Promise<Row[]> {
  // The transaction covers the store only when there are rows for it.
  if (!rows || rows.length === 0) return []
  const store = openStore()
  // The async callbacks turn a row the engine refuses at once into one rejection among the others, all of them awaited.
  const [here, elsewhere] = await Promise.all([
    Promise.all(rows.map(async (row) => await store.getKey(keyOf(row)))),
    findElsewhere(),
  ])
  const stored = new Set([...here, ...elsewhere])
  const missing = rows.filter((row) => {
    if (stored.has(keyOf(row))) return false
    stored.add(keyOf(row))
    return true
  })
  await Promise.all(missing.map(async (row) => await store.add(row)))
  return missing
}

/** Counts new messages into the summaries of their conversations, whose ids it returns. */
async function summarise(writing: Writing, messages: readonly Message[]): Promise<Set<ContactId>> {
  const summaries = new Map<ContactId, StoredConversation>()
  for (const message of messages) {
    const id = message.conversation
    const before = summaries.get(id) ?? (await writing.objectStore('conversations').get(id))
    summaries.set(id, countIn(before, message))
  }
  for (const summary of summaries.values()) await writing.objectStore('conversations').put(summary)
  return new Set(summaries.keys())
}

/** Applies each change whose row is still in an allowed state; returns the ids of those. */
async function applyTransitions(writing: Writing, transitions: readonly OutboxTransition[]): Promise<string[]> {
  const applied = []
  for (const { id, from, change } of transitions) {
    const store = writing.objectStore('outbox')
    const row = await store.get(id)
    if (!row || !from.includes(row.state)) continue
    await store.put({ ...row, ...change })
    applied.push(id)
  }
  return applied
}
