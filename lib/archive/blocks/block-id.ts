import type { ContactId } from '../../chat/contact.ts'

/** An id that no block ever had: what is kept of a block in memory goes by it. */
export function newId(): string {
  return crypto.randomUUID()
}

/** Digits of a time (ms) or of a count, so that they sort as numbers do. */
const DIGITS = 15

/** Of a block that begins at `firstAt`: ids of one conversation sort as their blocks follow each other. */
export function sealedId(conversation: ContactId, firstAt: number): string {
  return `sealed/${conversation}/${digits(Math.max(0, Math.floor(firstAt)))}-${newId()}`
}

/** Of an import's block number `nth`: likewise, where the file is in order. `prefix` is the import's own. */
export function importedId(prefix: string, conversation: ContactId, nth: number): string {
  return `${prefix}${conversation}/${digits(nth)}`
}

function digits(number: number): string {
  return String(number).padStart(DIGITS, '0')
}
