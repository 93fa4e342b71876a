import { sameBytes, TAG_SIZE } from './layout.ts'
import type { Encryption } from './layout.ts'

/** Rounds of PBKDF2 for a new backup: what OWASP asks of PBKDF2-HMAC-SHA-256 (600,000), and some more. */
export const ITERATIONS = 800_000

/** The key of a new backup, with what its head tells about it. */
export async function newKey(
  passphrase: string,
  iterations = ITERATIONS,
): Promise<{ key: CryptoKey; encryption: Encryption }> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const nonce = crypto.getRandomValues(new Uint8Array(8))
  const { key, check } = await derive(passphrase, salt, iterations)
  return { key, encryption: { iterations, salt, nonce, check } }
}

/** The key of a backup; null when the passphrase is not the one it was made with. */
export async function keyOf(passphrase: string, encryption: Encryption): Promise<CryptoKey | null> {
  const { key, check } = await derive(passphrase, encryption.salt, encryption.iterations)
  return sameBytes(check, encryption.check) ? key : null
}

/**
 * PBKDF2 stretches the passphrase to one secret; HKDF makes the key of it, and the check value, which gives away nothing of
 * the key. Compatibility forms count as the same: an input method may write full-width letters one day and not the next.
 */
async function derive(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits'])
  const stretched = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, 256)
  const secret = await crypto.subtle.importKey('raw', stretched, 'HKDF', false, ['deriveBits', 'deriveKey'])
  const [key, check] = await Promise.all([
    crypto.subtle.deriveKey(expand('key'), secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveBits(expand('check'), secret, 8 * TAG_SIZE),
  ])
  return { key, check: new Uint8Array(check) }
}

function expand(what: 'key' | 'check'): HkdfParams {
  const info = new TextEncoder().encode(`smartqq-companion-backup-1/${what}`)
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
}
