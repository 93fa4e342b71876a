import { halfSha256 } from './verifier/sha256.js'

/**
 * The id of a message in an export: half a SHA-256 of its key in the archive. The key itself stays here, because it holds
 * numbers of one login.
 */
export function exportedMessageId(key: string): string {
  return halfSha256(key)
}
