import { crc32 } from './crc32.ts'
import { ImportError } from './import-error.ts'
import { LIMITS } from './limits.ts'
import { streamBytes } from './part.ts'
import type { ChosenFile, Part } from './part.ts'

const END = 0x06054b50
const END_64 = 0x06064b50
const END_64_AT = 0x07064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const STORED = 0
const DEFLATED = 8
const MEGABYTE = 1_048_576

interface Entry {
  name: string
  method: number
  crc: number
  packed: number
  size: number
  /** Where its local header stands. */
  at: number
}

/**
 * The entries of a zip, each to be unpacked when it is read. The list at the end of the file is what counts, so that an entry can be
 * read on its own, again, and in any order. Nothing is unpacked here.
 * @throws {ImportError} when it is no zip, is cut short or encrypted, or is made to do harm
 */
export async function openZip(file: ChosenFile): Promise<Part[]> {
  const entries = await readDirectory(file)
  const names = new Set<string>()
  let packed = 0
  let size = 0
  for (const entry of entries) {
    const place = { file: file.name, entry: entry.name }
    if (isUnsafe(entry.name) || names.has(entry.name)) throw new ImportError('zip-names', place)
    names.add(entry.name)
    packed += entry.packed
    size += entry.size
    // Entries that share their bytes are how a small zip becomes petabytes.
    if (packed > file.size || size > LIMITS.unpacked) throw new ImportError('zip-bomb', place)
    if (entry.size > MEGABYTE + entry.packed * LIMITS.ratio) throw new ImportError('zip-bomb', place)
  }
  return entries.map((entry) => ({
    file: file.name,
    entry: entry.name,
    size: entry.size,
    bytes: () => unpack(file, entry),
  }))
}

/** A path that leads out of a folder, or that another system could read so. */
function isUnsafe(name: string): boolean {
  return name === '' || name.startsWith('/') || /[\\\0]|^[a-z]:/i.test(name) || name.split('/').includes('..')
}

async function readDirectory(file: ChosenFile): Promise<Entry[]> {
  const { at, size, count } = await findDirectory(file)
  if (count > LIMITS.zipEntries) throw new ImportError('zip-entries', { file: file.name }, String(count))
  if (at + size > file.size || size > 64 * MEGABYTE) throw new ImportError('zip-broken', { file: file.name })
  const bytes = new Uint8Array(await file.slice(at, at + size).arrayBuffer())
  const view = new DataView(bytes.buffer)
  const entries: Entry[] = []
  let from = 0
  for (let index = 0; index < count; index++) {
    if (from + 46 > bytes.length || view.getUint32(from, true) !== ENTRY)
      throw new ImportError('zip-broken', { file: file.name })
    const nameLength = view.getUint16(from + 28, true)
    const extraLength = view.getUint16(from + 30, true)
    const end = from + 46 + nameLength + extraLength + view.getUint16(from + 32, true)
    if (end > bytes.length) throw new ImportError('zip-broken', { file: file.name })
    const flags = view.getUint16(from + 8, true)
    const name = nameFrom(bytes.subarray(from + 46, from + 46 + nameLength))
    const extra = view64(view, from + 46 + nameLength, extraLength)
    const entry = {
      name,
      method: view.getUint16(from + 10, true),
      crc: view.getUint32(from + 16, true),
      // The order of the three in the extra field is fixed, and only those that did not fit are there.
      size: extra(view.getUint32(from + 24, true)),
      packed: extra(view.getUint32(from + 20, true)),
      at: extra(view.getUint32(from + 42, true)),
    }
    from = end
    if (name.endsWith('/')) continue
    if (flags & 1) throw new ImportError('zip-encrypted', { file: file.name, entry: name })
    entries.push(entry)
  }
  return entries
}

/** Gives a number that did not fit into 32 bits out of the extra field, in order. */
function view64(view: DataView, from: number, length: number): (short: number) => number {
  let at = -1
  for (let place = from; place + 4 <= from + length; place += 4 + view.getUint16(place + 2, true))
    if (view.getUint16(place, true) === 1) at = place + 4
  return (short) => {
    if (short !== 0xffffffff || at === -1 || at + 8 > from + length) return short
    const long = Number(view.getBigUint64(at, true))
    at += 8
    return long
  }
}

async function findDirectory(file: ChosenFile): Promise<{ at: number; size: number; count: number }> {
  // The end has a comment of at most 65,535 bytes behind it.
  const from = Math.max(0, file.size - 65_557)
  const view = new DataView(await file.slice(from).arrayBuffer())
  let end = view.byteLength - 22
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1
  if (end < 0) throw new ImportError('zip-truncated', { file: file.name })
  const short = {
    at: view.getUint32(end + 16, true),
    size: view.getUint32(end + 12, true),
    count: view.getUint16(end + 10, true),
  }
  if (end < 20 || view.getUint32(end - 20, true) !== END_64_AT) return short
  const at = Number(view.getBigUint64(end - 12, true))
  const long = new DataView(await file.slice(at, at + 56).arrayBuffer())
  if (long.byteLength < 56 || long.getUint32(0, true) !== END_64)
    throw new ImportError('zip-broken', { file: file.name })
  return {
    at: Number(long.getBigUint64(48, true)),
    size: Number(long.getBigUint64(40, true)),
    count: Number(long.getBigUint64(32, true)),
  }
}

function nameFrom(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Windows in China writes names in its own encoding.
    return new TextDecoder('gb18030').decode(bytes)
  }
}

async function* unpack(file: ChosenFile, entry: Entry): AsyncIterable<Uint8Array> {
  const place = { file: file.name, entry: entry.name }
  const broken = () => new ImportError('zip-broken', place)
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw new ImportError('zip-method', place, String(entry.method))
  const local = new DataView(await file.slice(entry.at, entry.at + 30).arrayBuffer())
  if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) throw broken()
  const from = entry.at + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  if (from + entry.packed > file.size) throw new ImportError('zip-truncated', place)
  const packed = file.slice(from, from + entry.packed).stream()
  let size = 0
  let crc = 0
  try {
    for await (const chunk of streamBytes(entry.method === STORED ? packed : inflated(packed))) {
      size += chunk.length
      if (size > entry.size) throw new ImportError('zip-bomb', place)
      crc = crc32(chunk, crc)
      yield chunk
    }
  } catch (error) {
    throw error instanceof ImportError ? error : broken()
  }
  if (size !== entry.size || crc !== entry.crc) throw broken()
}

function inflated(packed: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array> {
  return packed.pipeThrough(new DecompressionStream('deflate-raw'))
}
