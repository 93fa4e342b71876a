const encoder = new TextEncoder()

/**
 * The id of a message in an export: half a SHA-256 of its key in the archive. The key itself stays here, because it holds
 * numbers of one login.
 */
export async function exportedMessageId(key: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(key)))
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
