import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import type { Alias, Apart, Avatar, Contact, ContactId } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import type { AccountId, Epoch, HandleKind } from '../chat/handle.ts'
import type { ConversationSummary, Message, Oddment } from '../chat/message.ts'
import type { OutboxRow, OutboxState } from '../chat/outbox-row.ts'
import type { BlockHead, BlockKeys, BlockRaws, BlockRests, BlockSearch, BlockTexts } from './blocks/block.ts'
import { latestByPlace } from './heard.ts'
import type { HeardRow } from './heard.ts'
import type { HandleRow, ImportRecord, JournalEntry, RuleSetRow, RuleSnapshot, RuleStateRow, Watch } from './port.ts'

/** Raised with every change of stores or indexes, together with a step in `upgrade` and a frozen example in the tests. */
export const ARCHIVE_VERSION = 4

/** A summary as stored: one for each conversation id that messages carry, aliases not followed. */
export interface StoredConversation extends ConversationSummary {
  /** `order` and `key` of the message that `lastAt` and `lastText` are from: they decide between equal times. */
  lastOrder: number
  lastKey: string
}

/** Place of a message in its conversation. The key at the end makes it unique, so that a page can start after it. */
export type MessagePlace = [conversation: ContactId, sentAt: number, order: number, key: string]

/** Place of a message among all of its account, unique in the same way. */
export type TimelinePlace = [account: AccountId, sentAt: number, order: number, key: string]

/** The stores, private to this folder. */
export interface ArchiveSchema extends DBSchema {
  accounts: { key: AccountId; value: { account: AccountId } }
  journal: { key: number; value: Omit<JournalEntry, 'id'> & { id?: number } }
  messages: { key: string; value: Message; indexes: { byPlace: MessagePlace; byTime: TimelinePlace } }
  conversations: { key: ContactId; value: StoredConversation; indexes: { byAccount: AccountId } }
  oddments: { key: string; value: Oddment; indexes: { byAccount: [AccountId, number] } }
  decisions: {
    key: string
    value: Decision
    indexes: { byTime: number; byAccount: [AccountId, number]; byConversation: [ContactId, number] }
  }
  contacts: { key: ContactId; value: Contact; indexes: { byAccount: AccountId } }
  handles: { key: [AccountId, Epoch, HandleKind, number]; value: HandleRow }
  aliases: { key: ContactId; value: Alias; indexes: { byTo: ContactId } }
  aparts: { key: [ContactId, ContactId]; value: Apart; indexes: { byAccount: AccountId } }
  avatars: { key: ContactId; value: Avatar }
  ruleStates: { key: AccountId; value: RuleStateRow }
  ruleSets: { key: [AccountId, string]; value: RuleSetRow; indexes: { byAge: [AccountId, number] } }
  /** `day`: the local one, `YYYY-MM-DD`. */
  ruleSnapshots: { key: [AccountId, string]; value: RuleSnapshot & { day: string } }
  /** By conversation and author, as messages carry them: aliases not followed. */
  heard: { key: [ContactId, ContactId]; value: HeardRow }
  outbox: { key: string; value: OutboxRow; indexes: { byState: [OutboxState, number] } }
  /** What a block holds, and where: all that is needed to know whether to open it. */
  blocks: {
    key: string
    value: BlockHead
    indexes: {
      byVersion: number
      byConversation: [ContactId, number]
      byAccount: AccountId
      byImport: string
      /** One entry for each of the groups. */
      byKeyGroup: string
    }
  }
  blockTexts: { key: string; value: BlockTexts }
  blockRests: { key: string; value: BlockRests }
  blockRaws: { key: string; value: BlockRaws }
  blockSearch: { key: string; value: BlockSearch }
  blockKeys: { key: string; value: BlockKeys }
  imports: { key: string; value: StoredImport }
  watches: { key: string; value: Watch; indexes: { byAccount: [AccountId, number] } }
  /** What the archive knows about itself. */
  marks: { key: string; value: Mark }
  /** Pages of a backup that wait for the end of it. */
  staged: { key: number; value: StagedPage }
}

/** An import as stored. */
export interface StoredImport extends ImportRecord {
  /** Authors and conversations of its messages: contacts they stand for are not taken away with another import. */
  people: ContactId[]
}

/** Rows of a store that are to be put there when everything has come. */
export interface StagedPage {
  id?: number
  store: StoreName
  rows: unknown[]
}

export type Mark =
  /**
   * Counts the transactions that changed blocks. `cleared`: the last one that took any away. `era`: how often contacts were
   * taken away (a restore, a wipe, an import taken back); absent: never.
   */
  | { id: 'blocks'; version: number; cleared: number; era?: number }
  /** Bodies of blocks whose ids begin with `prefix` belong to nobody when the one who wrote them is gone. */
  | { id: 'pending/import' | 'pending/restore'; prefix: string }
  /** A block that could not be read. */
  | { id: `damage/${string}`; conversation: ContactId; from: number; to: number; messages: number }

/** All stores, in an order in which a backup is easily put back. */
export const STORES = [
  'accounts',
  'contacts',
  'handles',
  'aliases',
  'aparts',
  'avatars',
  'conversations',
  'heard',
  'messages',
  'decisions',
  'oddments',
  'journal',
  'outbox',
  'ruleStates',
  'ruleSets',
  'ruleSnapshots',
  'watches',
  'imports',
  'blocks',
  'blockTexts',
  'blockRests',
  'blockRaws',
  'blockSearch',
  'blockKeys',
  'marks',
  'staged',
] as const

export type StoreName = (typeof STORES)[number]

type Upgrading = IDBPTransaction<ArchiveSchema, StoreName[], 'versionchange'>

/**
 * Brings a database of `from` (0: new) to the present version, inside the upgrade transaction, which ends by itself when
 * anything else is awaited.
 */
export async function upgrade(db: IDBPDatabase<ArchiveSchema>, from: number, upgrading: Upgrading): Promise<void> {
  if (from < 1) createVersion1(db)
  if (from < 2) addVersion2(db)
  if (from < 3) addVersion3(db, upgrading)
  if (from < 4) addVersion4(db)
  if (from > 0 && from < 3) await fillHeard(upgrading)
}

/** Sealed blocks, imports, and when somebody listened. No message moves: sealing does that later, in small steps. */
function addVersion4(db: IDBPDatabase<ArchiveSchema>): void {
  const blocks = db.createObjectStore('blocks', { keyPath: 'id' })
  blocks.createIndex('byVersion', 'version')
  blocks.createIndex('byConversation', ['conversation', 'lastAt'])
  blocks.createIndex('byAccount', 'account')
  blocks.createIndex('byImport', 'importId')
  blocks.createIndex('byKeyGroup', 'keyGroups', { multiEntry: true })
  db.createObjectStore('blockTexts', { keyPath: 'id' })
  db.createObjectStore('blockRests', { keyPath: 'id' })
  db.createObjectStore('blockRaws', { keyPath: 'id' })
  db.createObjectStore('blockSearch', { keyPath: 'id' })
  db.createObjectStore('blockKeys', { keyPath: 'id' })
  db.createObjectStore('imports', { keyPath: 'id' })
  db.createObjectStore('watches', { keyPath: 'id' }).createIndex('byAccount', ['account', 'from'])
  db.createObjectStore('marks', { keyPath: 'id' })
  db.createObjectStore('staged', { keyPath: 'id', autoIncrement: true })
}

/** Messages of all conversations in order, who was heard when, and what a replay of decisions needs. */
function addVersion3(db: IDBPDatabase<ArchiveSchema>, upgrading: Upgrading): void {
  upgrading.objectStore('messages').createIndex('byTime', ['account', 'sentAt', 'order', 'key'])
  db.createObjectStore('heard', { keyPath: ['conversation', 'author'] })
  db.createObjectStore('ruleSets', { keyPath: ['account', 'revision'] }).createIndex('byAge', ['account', 'at'])
  db.createObjectStore('ruleSnapshots', { keyPath: ['account', 'day'] })
}

/** Messages read at a time while an archive is upgraded: all of them need not be in memory at once. */
const UPGRADE_PAGE = 500

/** Who was heard when, from the messages that are there. */
async function fillHeard(upgrading: Upgrading): Promise<void> {
  const messages = upgrading.objectStore('messages')
  let after: string | undefined
  let latest = new Map<string, HeardRow>()
  for (;;) {
    const page = await messages.getAll(after === undefined ? null : IDBKeyRange.lowerBound(after, true), UPGRADE_PAGE)
    latest = latestByPlace(page, latest)
    if (page.length < UPGRADE_PAGE) break
    after = page.at(-1)!.key
  }
  await Promise.all([...latest.values()].map((row) => upgrading.objectStore('heard').add(row)))
}

/** What the user says about who is who, and pictures. */
function addVersion2(db: IDBPDatabase<ArchiveSchema>): void {
  db.createObjectStore('aparts', { keyPath: ['a', 'b'] }).createIndex('byAccount', 'account')
  db.createObjectStore('avatars', { keyPath: 'contact' })
}

function createVersion1(db: IDBPDatabase<ArchiveSchema>): void {
  db.createObjectStore('accounts', { keyPath: 'account' })
  db.createObjectStore('journal', { keyPath: 'id', autoIncrement: true })

  const messages = db.createObjectStore('messages', { keyPath: 'key' })
  messages.createIndex('byPlace', ['conversation', 'sentAt', 'order', 'key'])

  db.createObjectStore('conversations', { keyPath: 'id' }).createIndex('byAccount', 'account')
  db.createObjectStore('oddments', { keyPath: 'id' }).createIndex('byAccount', ['account', 'at'])

  const decisions = db.createObjectStore('decisions', { keyPath: 'messageKey' })
  decisions.createIndex('byTime', 'at')
  decisions.createIndex('byAccount', ['account', 'at'])
  decisions.createIndex('byConversation', ['conversation', 'at'])

  db.createObjectStore('contacts', { keyPath: 'id' }).createIndex('byAccount', 'account')
  db.createObjectStore('handles', { keyPath: ['handle.account', 'handle.epoch', 'handle.kind', 'handle.number'] })
  db.createObjectStore('aliases', { keyPath: 'from' }).createIndex('byTo', 'to')
  db.createObjectStore('ruleStates', { keyPath: 'account' })
  db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('byState', ['state', 'stateAt'])
}
