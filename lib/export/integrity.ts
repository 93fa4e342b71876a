import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import { EXPORT_FORMAT, EXPORT_VERSION } from './format.ts'
import { halfSha256 } from './verifier/sha256.js'

/** What the chain of a conversation begins with; both as the file has them. 32 hex digits, as every link. */
export function firstLink(account: AccountId, conversation: ContactId): string {
  return halfSha256(`${EXPORT_FORMAT}-${EXPORT_VERSION}\n${account}\n${conversation}`)
}

/**
 * The next link of the seal: of the one before it, and of a piece of the file as JSON without blanks. So each link depends on
 * everything before it.
 */
export function nextLink(link: string, json: string): string {
  return halfSha256(link + json)
}

/** What the seal of a file begins with, the chain over all that is no message. */
export const FIRST_SEAL = ''
