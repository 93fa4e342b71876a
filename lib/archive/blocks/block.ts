import type { ContactId } from '../../chat/contact.ts'
import type { AccountId } from '../../chat/handle.ts'

/**
 * Messages of one stored conversation id that no longer change, in order of (sentAt, order, key). A block is written once and
 * never changed; its parts lie in stores of their own under the same id, so that only what is wanted is read.
 */
export interface BlockHead {
  id: string
  account: AccountId
  /** As its messages carry it: aliases not followed. */
  conversation: ContactId
  /** The change of blocks that added it. */
  version: number
  count: number
  /** Place of its first message. */
  firstAt: number
  firstOrder: number
  firstKey: string
  /** Place of its last message. */
  lastAt: number
  lastOrder: number
  lastKey: string
  /** Of all its parts on disk, about. */
  bytes: number
  importId: string | null
  /** The groups its keys are of, see `key-groups.ts`. */
  keyGroups: string[]
}

/** `body`: JSON of `TextColumns`. */
export interface BlockTexts {
  id: string
  body: string
}

/** `body`: JSON of `RestColumns`: everything but texts and raw items. */
export interface BlockRests {
  id: string
  body: string
}

/** `body`: gzip of the JSON of all raw items in order. */
export interface BlockRaws {
  id: string
  body: Uint8Array<ArrayBuffer>
}

/** `signature`: of the folded texts, as `lib/search/grams.ts` makes it. */
export interface BlockSearch {
  id: string
  signature: Uint8Array
}

/** `hashes`: of each message's key in order, 32 bits each, little-endian. */
export interface BlockKeys {
  id: string
  hashes: Uint8Array<ArrayBuffer>
}

/** A block with all its parts, ready to be written. */
export interface Block {
  head: Omit<BlockHead, 'version'>
  texts: BlockTexts
  rests: BlockRests
  raws: BlockRaws
  search: BlockSearch
  keys: BlockKeys
}

/** The stores of a block's parts. */
export const BODY_STORES = ['blockTexts', 'blockRests', 'blockRaws', 'blockSearch', 'blockKeys'] as const
