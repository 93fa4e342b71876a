import * as z from 'zod/mini'
import { fromBase64, toBase64 } from './base64.ts'
import { BackupError } from './backup-error.ts'

/**
 * The outside of a backup file, byte by byte; docs/BACKUP.md has it in words. A head (magic, version, a JSON object, a
 * checksum), then frames of the body.
 */

/** `SQQBAK`, a line end that a transfer as text would change, and the end of a text. */
export const MAGIC = new Uint8Array([0x53, 0x51, 0x51, 0x42, 0x41, 0x4b, 0x0a, 0x1a])
/** Raised when a reader of before could not read the file any more. */
export const FORMAT_VERSION = 1
/** Magic, version (u16), two bytes of zero, length of the JSON (u32). */
export const FIXED_SIZE = 16
/** Of the head's checksum, and of what guards a frame. */
export const TAG_SIZE = 16
/** Before each frame: 1 for the last one, else 0; then the length of what follows (u32). */
export const FRAME_HEAD_SIZE = 5
/** Bytes of the body in a frame; the last has as many as are left. */
export const FRAME_SIZE = 256 * 1024
/** A longer JSON than this stands in no head. */
const HEAD_LIMIT = 64 * 1024
/** Of PBKDF2: more than this would keep a computer busy for minutes, and no backup has it. */
export const MOST_ITERATIONS = 10_000_000

/** How the body is encrypted. */
export interface Encryption {
  iterations: number
  /** Of the key derivation, 16 bytes. */
  salt: Uint8Array<ArrayBuffer>
  /** First 8 bytes of each frame's nonce. */
  nonce: Uint8Array<ArrayBuffer>
  /** Tells whether the passphrase is the right one, 16 bytes. */
  check: Uint8Array<ArrayBuffer>
}

/** What stands in the open at the beginning of every backup: nothing about what is in it. */
export interface Head {
  /** When it was made, ms. */
  madeAt: number
  /** Version of the extension that made it. */
  app: string
  /** Null: not encrypted. */
  encryption: Encryption | null
}

const bytes = (length: number) =>
  z.pipe(
    z.string().check(z.maxLength(64)),
    z.transform((text, context) => {
      try {
        const read = fromBase64(text)
        if (read.length === length) return read
      } catch {
        // Said below.
      }
      context.issues.push({ code: 'custom', input: text, message: 'no such bytes' })
      return z.NEVER
    }),
  )

const headSchema = z.object({
  madeAt: z.number(),
  app: z.string().check(z.maxLength(64)),
  compression: z.literal('gzip'),
  encryption: z.nullable(
    z.object({
      cipher: z.literal('AES-256-GCM'),
      kdf: z.literal('PBKDF2-HMAC-SHA-256'),
      iterations: z.int().check(z.gte(1), z.lte(MOST_ITERATIONS)),
      salt: bytes(16),
      nonce: bytes(8),
      check: bytes(16),
    }),
  ),
})

/** The head as it stands in the file, checksum and all, and the hash that every frame is tied to. */
export interface WrittenHead {
  bytes: Uint8Array<ArrayBuffer>
  /** SHA-256 of everything before the checksum. */
  hash: Uint8Array<ArrayBuffer>
}

export async function writeHead({ madeAt, app, encryption }: Head): Promise<WrittenHead> {
  const json = new TextEncoder().encode(
    JSON.stringify({
      madeAt,
      app,
      compression: 'gzip',
      encryption: encryption && {
        cipher: 'AES-256-GCM',
        kdf: 'PBKDF2-HMAC-SHA-256',
        iterations: encryption.iterations,
        salt: toBase64(encryption.salt),
        nonce: toBase64(encryption.nonce),
        check: toBase64(encryption.check),
      },
    }),
  )
  const head = new Uint8Array(FIXED_SIZE + json.length)
  head.set(MAGIC)
  const view = new DataView(head.buffer)
  view.setUint16(MAGIC.length, FORMAT_VERSION)
  view.setUint32(12, json.length)
  head.set(json, FIXED_SIZE)
  const hash = await sha256(head)
  const whole = new Uint8Array(head.length + TAG_SIZE)
  whole.set(head)
  whole.set(hash.subarray(0, TAG_SIZE), head.length)
  return { bytes: whole, hash }
}

/**
 * Reads the head of a file.
 *
 * @throws BackupError `not-a-backup`, `newer`, `cut`, or `damaged` when its checksum is not that of its bytes.
 */
export async function readHead(file: Blob): Promise<{ head: Head; hash: Uint8Array<ArrayBuffer>; size: number }> {
  const fixed = await bytesAt(file, 0, FIXED_SIZE)
  if (!MAGIC.every((byte, index) => fixed[index] === byte)) throw new BackupError('not-a-backup')
  if (fixed.length < FIXED_SIZE) throw new BackupError('cut', fixed.length)
  const view = new DataView(fixed.buffer)
  if (view.getUint16(MAGIC.length) > FORMAT_VERSION) throw new BackupError('newer')
  const length = view.getUint32(12)
  if (length > HEAD_LIMIT) throw new BackupError('damaged', 12)
  const size = FIXED_SIZE + length + TAG_SIZE
  const whole = await bytesAt(file, 0, size)
  if (whole.length < size) throw new BackupError('cut', whole.length)
  const hash = await sha256(whole.subarray(0, size - TAG_SIZE))
  if (!sameBytes(hash.subarray(0, TAG_SIZE), whole.subarray(size - TAG_SIZE))) throw new BackupError('damaged', 0)
  const parsed = headSchema.safeParse(parseJson(whole.subarray(FIXED_SIZE, size - TAG_SIZE)))
  if (!parsed.success) throw new BackupError('damaged', FIXED_SIZE)
  const { madeAt, app, encryption } = parsed.data
  return { head: { madeAt, app, encryption }, hash, size }
}

function parseJson(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
  } catch {
    return undefined
  }
}

/** The bytes of a file from `at` on, as many as there are. */
export async function bytesAt(file: Blob, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer())
}

export async function sha256(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', data))
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
