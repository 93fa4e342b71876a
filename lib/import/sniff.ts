import { decodeText } from './decode.ts'
import { ImportError } from './import-error.ts'
import { FORMATS, IMPORT_FORMATS } from './import-format.ts'
import type { Head, ImportFormatId } from './import-format.ts'
import { outlineOf } from './outline.ts'
import { readHead } from './part.ts'
import type { Part } from './part.ts'

const HEAD = 262_144
const ENOUGH = 0.5

/** Kinds of files that are not taken in, by how they begin. */
const OTHERS: readonly [string, readonly number[]][] = [
  ['zip', [0x50, 0x4b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['gzip', [0x1f, 0x8b]],
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['office', [0xd0, 0xcf, 0x11, 0xe0]],
]

/** Whether bytes are the beginning of a zip with something in it, or of an empty one. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)
}

/** How a backup of this program begins. */
const BACKUP = [0x53, 0x51, 0x51, 0x42, 0x41, 0x4b, 0x0a, 0x1a]

/**
 * Which format a part is of, by what it is made of.
 * @throws {ImportError} `unknown` (with what it looks like), `for-reading`, `backup`, `empty` or `encoding`
 */
export async function sniff(part: Part): Promise<ImportFormatId> {
  const bytes = await readHead(part, HEAD)
  if (bytes.length === 0) throw new ImportError('empty')
  const begins = (start: readonly number[]) => start.every((byte, at) => bytes[at] === byte)
  if (begins(BACKUP)) throw new ImportError('backup')
  const other = OTHERS.find(([, start]) => begins(start))
  if (other) throw new ImportError(isZip(bytes) ? 'zip-nested' : 'unknown', {}, other[0])
  const text = await headText(bytes, part.size > bytes.length)
  if (text.trim() === '') throw new ImportError('empty')
  const head: Head = { text, outline: outlineOf(text) }
  const [best] = IMPORT_FORMATS.map((id) => ({ id, sure: FORMATS[id].sniff(head) })).sort((a, b) => b.sure - a.sure)
  if (best && best.sure >= ENOUGH) return best.id
  throw unknown(head)
}

/** The text of the beginning; half a character at its end is left out. */
async function headText(bytes: Uint8Array, isCut: boolean): Promise<string> {
  let text = ''
  try {
    for await (const chunk of decodeText(only(bytes))) text += chunk
  } catch (error) {
    // A cut character is told only after everything before it was given out.
    if (!isCut || text === '') throw error
  }
  return text
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

function unknown({ text, outline }: Head): ImportError {
  if (outline !== null) {
    const members = [...outline.paths].filter((path) => path !== '' && !path.includes('.'))
    return new ImportError('unknown', {}, `JSON: ${members.slice(0, 8).join(', ').slice(0, 200)}`)
  }
  const start = text.trimStart().slice(0, 2_000)
  if (/^(?:<!doctype html|<html)/i.test(start)) return new ImportError('for-reading', {}, 'HTML')
  const [first = ''] = start.split(/\r?\n/, 1)
  if (first.split(',').length >= 4) return new ImportError('for-reading', {}, 'CSV')
  if (/^(?:---|#{1,3} )/.test(start)) return new ImportError('for-reading', {}, 'Markdown')
  return text.includes('\0') ? new ImportError('unknown', {}, 'binary') : new ImportError('unknown', {}, 'text')
}
