import type { ContactId } from '../chat/contact.ts'
import type { AccountId, Epoch } from '../chat/handle.ts'
import type { ConversationSummary } from '../chat/message.ts'
import type { OutboxRow, OutboxState } from '../chat/outbox-row.ts'
import { canonicalId, toAliasMap } from '../chat/alias.ts'
import type { Library } from './blocks/library.ts'
import type { Connection } from './connection.ts'
import { readDecisions, readDecisionsAbout } from './decisions.ts'
import { readLastHeard } from './heard.ts'
import { knownKeys, readMessage } from './by-key.ts'
import type { Archive, JournalEntry } from './port.ts'
import { readSnapshotBefore } from './rule-history.ts'
import { readDamage, readSizes } from './sizes.ts'
import { readImports } from './undo-import.ts'
import type { StoredConversation } from './schema.ts'

/** The plain reads of the port: each is one transaction, and rejects with ArchiveError. */
export type Reads = Pick<
  Archive,
  | 'unsettled'
  | 'known'
  | 'contacts'
  | 'contact'
  | 'aliases'
  | 'aparts'
  | 'avatar'
  | 'handles'
  | 'ruleState'
  | 'outbox'
  | 'outboxRow'
  | 'conversations'
  | 'decisions'
  | 'decision'
  | 'decisionsAbout'
  | 'ruleSet'
  | 'snapshotBefore'
  | 'lastHeard'
  | 'message'
  | 'oddments'
  | 'watches'
  | 'sizes'
  | 'damage'
  | 'imports'
  | 'accounts'
>

export function createReads(connection: Connection, library: Library): Reads {
  const { run } = connection
  return {
    async unsettled() {
      const entries = await run('journal', 'readonly', ['journal'], (reading) =>
        reading.objectStore('journal').getAll(),
      )
      // Every stored entry has its id: the engine gave it one.
      return entries.flatMap(({ id, ...entry }): JournalEntry[] => (id === undefined ? [] : [{ ...entry, id }]))
    },
    known: (keys) => knownKeys(connection, library, keys),
    contacts: (account) =>
      run('contacts', 'readonly', ['contacts'], (reading) =>
        reading.objectStore('contacts').index('byAccount').getAll(account),
      ),
    contact: (id) => run('contact', 'readonly', ['contacts'], (reading) => reading.objectStore('contacts').get(id)),
    aliases: (account) =>
      run('aliases', 'readonly', ['aliases', 'contacts'], async (reading) => {
        const own = new Set(await reading.objectStore('contacts').index('byAccount').getAllKeys(account))
        const aliases = await reading.objectStore('aliases').getAll()
        return aliases.filter((alias) => own.has(alias.from) || own.has(alias.to))
      }),
    aparts: (account) =>
      run('aparts', 'readonly', ['aparts'], (reading) =>
        reading.objectStore('aparts').index('byAccount').getAll(account),
      ),
    avatar: (id) => run('avatar', 'readonly', ['avatars'], (reading) => reading.objectStore('avatars').get(id)),
    handles: (account, epoch) =>
      run('handles', 'readonly', ['handles'], (reading) =>
        reading.objectStore('handles').getAll(ofLogin(account, epoch)),
      ),
    ruleState: (account) =>
      run('ruleState', 'readonly', ['ruleStates'], async (reading) => {
        const row = await reading.objectStore('ruleStates').get(account)
        return row?.state
      }),
    outbox: (states, since) => readOutbox(connection, states, since),
    outboxRow: (id) => run('outboxRow', 'readonly', ['outbox'], (reading) => reading.objectStore('outbox').get(id)),
    conversations: (account) => readConversations(connection, account),
    decisions: (query) => readDecisions(connection, query),
    decision: (key) =>
      run('decision', 'readonly', ['decisions'], (reading) => reading.objectStore('decisions').get(key)),
    decisionsAbout: (keys) => readDecisionsAbout(connection, keys),
    ruleSet: (account, revision) =>
      run('ruleSet', 'readonly', ['ruleSets'], async (reading) => {
        const row = await reading.objectStore('ruleSets').get([account, revision])
        return row?.ruleSet
      }),
    snapshotBefore: (account, at) => readSnapshotBefore(connection, account, at),
    lastHeard: (places) => readLastHeard(connection, places),
    message: (key) => readMessage(library, key),
    oddments: (account) =>
      run('oddments', 'readonly', ['oddments'], (reading) =>
        reading.objectStore('oddments').index('byAccount').getAll(startingWith(account)),
      ),
    watches: (account) =>
      run('watches', 'readonly', ['watches'], (reading) =>
        reading.objectStore('watches').index('byAccount').getAll(startingWith(account)),
      ),
    sizes: () => readSizes(library),
    damage: () => readDamage(connection, library),
    imports: () => readImports(connection),
    accounts: () =>
      run('accounts', 'readonly', ['accounts'], (reading) => reading.objectStore('accounts').getAllKeys()),
  }
}

async function readOutbox(
  { run }: Connection,
  states: readonly OutboxState[],
  since = Number.NEGATIVE_INFINITY,
): Promise<OutboxRow[]> {
  const byState = await run('outbox', 'readonly', ['outbox'], (reading) => {
    const index = reading.objectStore('outbox').index('byState')
    return Promise.all(
      [...new Set(states)].map((state) => index.getAll(IDBKeyRange.bound([state, since], [state, []], false, true))),
    )
  })
  return byState.flat().sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

async function readConversations({ run }: Connection, account?: AccountId): Promise<ConversationSummary[]> {
  const [rows, aliases] = await run('conversations', 'readonly', ['conversations', 'aliases'], (reading) => {
    const store = reading.objectStore('conversations')
    const stored = account === undefined ? store.getAll() : store.index('byAccount').getAll(account)
    return Promise.all([stored, reading.objectStore('aliases').getAll()])
  })
  const map = toAliasMap(aliases)
  const merged = new Map<ContactId, StoredConversation>()
  for (const row of rows) {
    const id = canonicalId(map, row.id)
    const other = merged.get(id)
    merged.set(id, { ...(other ? latest(row, other) : row), id, count: row.count + (other?.count ?? 0) })
  }
  return [...merged.values()]
    .sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1))
    .map(({ lastOrder: _order, lastKey: _key, ...summary }) => summary)
}

function latest(a: StoredConversation, b: StoredConversation): StoredConversation {
  const difference = a.lastAt - b.lastAt || a.lastOrder - b.lastOrder
  return difference > 0 || (difference === 0 && a.lastKey > b.lastKey) ? a : b
}

/** Index keys that are arrays beginning with `first`. */
function startingWith(first: string): IDBKeyRange {
  return IDBKeyRange.bound([first], [first, []], false, true)
}

function ofLogin(account: AccountId, epoch: Epoch): IDBKeyRange {
  return IDBKeyRange.bound([account, epoch], [account, epoch, []], false, true)
}
