#!/usr/bin/env node
/**
 * Reads a backup of the SmartQQ Companion without the extension, and writes what is in it as lines of JSON. Needs nothing but
 * Node 20 or newer; written after docs/BACKUP.md, which has the format byte by byte.
 *
 *   node scripts/decrypt-backup.mjs <backup> [output.jsonl]
 *
 * Without an output file the lines go to standard output. The passphrase of an encrypted backup is read from the variable
 * BACKUP_PASSPHRASE, or asked for. Nothing is written before the first piece has been checked, and a file that is damaged or cut
 * is read as far as it is good: then the exit code is 1.
 */
import { createDecipheriv, createHash, hkdfSync, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

const MAGIC = Buffer.from([0x53, 0x51, 0x51, 0x42, 0x41, 0x4b, 0x0a, 0x1a])
const TAG = 16
const LARGEST_FRAME = 256 * 1024 + TAG
const MOST_ITERATIONS = 10_000_000

/** What is said to whoever runs it, without a stack. */
class Refusal extends Error {}

async function main([backup, output]) {
  if (!backup) throw new Refusal('Usage: node scripts/decrypt-backup.mjs <backup> [output.jsonl]')
  const file = await open(backup)
  try {
    const head = await readHead(file)
    const key = head.encryption === null ? null : keyOf(await passphrase(), head.encryption)
    const frames = readFrames(file, head, key)
    // The first one is read before anything is written.
    const first = await frames.next()
    const target = output ? createWriteStream(output, { flags: 'wx' }) : process.stdout
    await pipeline(Readable.from(after(first, frames)), createGunzip(), target, { end: output !== undefined })
  } finally {
    await file.close()
  }
}

/** Magic (8), version (2), zero (2), length of the JSON (4), the JSON, and the first half of the SHA-256 of all that. */
async function readHead(file) {
  const fixed = await read(file, 0, 16)
  if (!fixed.subarray(0, 8).equals(MAGIC)) throw new Refusal('This is no backup of the SmartQQ Companion.')
  if (fixed.length < 16) throw new Refusal('The file is cut off in its head.')
  if (fixed.readUInt16BE(8) !== 1) throw new Refusal('A later version of the extension made this backup.')
  const length = fixed.readUInt32BE(12)
  if (length > 65_536) throw new Refusal('The head is damaged.')
  const whole = await read(file, 0, 16 + length + TAG)
  if (whole.length < 16 + length + TAG) throw new Refusal('The file is cut off in its head.')
  const hash = sha256(whole.subarray(0, -TAG))
  if (!hash.subarray(0, TAG).equals(whole.subarray(-TAG))) throw new Refusal('The head is damaged.')
  const { encryption } = JSON.parse(whole.subarray(16, -TAG).toString('utf8'))
  return { encryption, hash, size: whole.length }
}

/** PBKDF2 stretches the passphrase, HKDF makes of it the key and the value that tells whether it is the right one. */
function keyOf(typed, { kdf, cipher, iterations, salt, nonce, check }) {
  const isKnown = kdf === 'PBKDF2-HMAC-SHA-256' && cipher === 'AES-256-GCM'
  if (!isKnown || !(iterations <= MOST_ITERATIONS))
    throw new Refusal('It is encrypted in a way unknown to this script.')
  const stretched = pbkdf2Sync(typed.normalize('NFKC'), Buffer.from(salt, 'base64'), iterations, 32, 'sha256')
  const expand = (what, bytes) =>
    Buffer.from(hkdfSync('sha256', stretched, Buffer.alloc(0), `smartqq-companion-backup-1/${what}`, bytes))
  if (!timingSafeEqual(expand('check', TAG), Buffer.from(check, 'base64'))) throw new Refusal('Wrong passphrase.')
  return { key: expand('key', 32), nonce: Buffer.from(nonce, 'base64') }
}

/** Frame after frame: 1 for the last and 0 for others (1), length (4), then the data with its tag behind it. */
async function* readFrames(file, { hash, size }, key) {
  let at = size
  for (let place = 0; ; place += 1) {
    const head = await read(file, at, 5)
    if (head.length < 5) throw new Refusal(`The file is cut off at byte ${at}.`)
    const length = head.readUInt32BE(1)
    if (head[0] > 1 || length < TAG || length > LARGEST_FRAME) throw damaged(at)
    const sealed = await read(file, at + 5, length)
    if (sealed.length < length) throw new Refusal(`The file is cut off at byte ${at}.`)
    // What a frame is tied to: the head, its place, and whether it is the last.
    const bound = Buffer.concat([hash, uint32(place), head.subarray(0, 1)])
    yield key ? decrypted(sealed, bound, place, key, at) : checked(sealed, bound, at)
    at += 5 + length
    if (head[0] === 0) continue
    if ((await read(file, at, 1)).length > 0) throw damaged(at)
    return
  }
}

function decrypted(sealed, bound, place, { key, nonce }, at) {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.concat([nonce, uint32(place)]), { authTagLength: TAG })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()])
  } catch {
    throw damaged(at)
  }
}

function checked(sealed, bound, at) {
  const data = sealed.subarray(0, -TAG)
  if (
    !sha256(Buffer.concat([bound, data]))
      .subarray(0, TAG)
      .equals(sealed.subarray(-TAG))
  )
    throw damaged(at)
  return data
}

function damaged(at) {
  return new Refusal(`The file is damaged at byte ${at}.`)
}

async function* after(first, rest) {
  if (!first.done) yield first.value
  yield* rest
}

async function read(file, at, length) {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

function sha256(data) {
  return createHash('sha256').update(data).digest()
}

function uint32(value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

async function passphrase() {
  const given = process.env.BACKUP_PASSPHRASE
  if (given !== undefined) return given
  process.stderr.write('Passphrase: ')
  // What is typed is not shown.
  const silent = new Writable({ write: (_piece, _encoding, done) => done() })
  const ask = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY === true })
  try {
    for await (const line of ask) return line
    throw new Refusal('\nNo passphrase was given.')
  } finally {
    ask.close()
    if (process.stdin.isTTY) process.stderr.write('\n')
  }
}

main(process.argv.slice(2)).catch((error) => {
  // Whoever read the lines has had enough of them.
  if (error.code === 'EPIPE') return
  if (error instanceof Refusal) console.error(error.message)
  else if (error.code === 'EEXIST') console.error('The output file is there already.')
  else if (error.code === 'ENOENT') console.error(`There is no file ${error.path}.`)
  else console.error(error)
  process.exitCode = 1
})
