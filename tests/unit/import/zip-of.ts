import { deflateRawSync } from 'node:zlib'
import { crc32 } from '../../../lib/import/crc32.ts'

interface ZipEntry {
  name: string
  text: string
  isPacked?: boolean
  isEncrypted?: boolean
  /** What it says that it unpacks to; absent: the truth. */
  size?: number
}

/** A zip, written by hand so that it can lie. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const list: Uint8Array[] = []
  let at = 0
  for (const { name, text, isPacked = false, isEncrypted = false, size } of entries) {
    const bytes = text.startsWith('PK')
      ? Uint8Array.from(text, (one) => one.charCodeAt(0))
      : new TextEncoder().encode(text)
    const body = isPacked ? new Uint8Array(deflateRawSync(bytes)) : bytes
    const named = new TextEncoder().encode(name)
    const fields = [20, isEncrypted ? 1 : 0, isPacked ? 8 : 0, 0, 0]
    const sizes = [crc32(bytes), body.length, size ?? bytes.length]
    const local = pack([[0x04034b50], fields, sizes, [named.length, 0]], named)
    list.push(pack([[0x02014b50], [20, ...fields], sizes, [named.length, 0, 0, 0, 0], [0, at]], named))
    parts.push(local, body)
    at += local.length + body.length
  }
  const length = list.reduce((sum, one) => sum + one.length, 0)
  const end = pack([[0x06054b50], [0, 0, entries.length, entries.length], [length, at], [0]], new Uint8Array())
  return joined([...parts, ...list, end])
}

/** Groups of numbers, of 32 and 16 bits by turns, and a name. */
function pack(groups: readonly (readonly number[])[], name: Uint8Array): Uint8Array {
  const bytes: number[] = []
  groups.forEach((group, index) => {
    const width = index % 2 === 0 ? 4 : 2
    for (const value of group)
      for (let byte = 0; byte < width; byte++) bytes.push(Math.floor(value / 256 ** byte) % 256)
  })
  return joined([Uint8Array.from(bytes), name])
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
