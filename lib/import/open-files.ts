import { ImportError } from './import-error.ts'
import { FORMATS } from './import-format.ts'
import type { ImportFormatId } from './import-format.ts'
import { decodeText } from './decode.ts'
import type { Found } from './found.ts'
import { filePart, readHead } from './part.ts'
import type { ChosenFile, Part } from './part.ts'
import { isZip, sniff } from './sniff.ts'
import { openZip } from './zip.ts'

/** A part whose format is known, ready to be read as often as needed. */
export interface OpenPart {
  part: Part
  format: ImportFormatId
  /** Parts with the same scope belong together: what one tells of people and conversations holds in the others. */
  scope: string
}

/** Something that was chosen and is no export: passed over. */
export interface IgnoredPart {
  file: string
  entry: string | null
  why: ImportError
}

export interface OpenFiles {
  parts: OpenPart[]
  ignored: IgnoredPart[]
  /** Of all parts, unpacked. */
  bytes: number
}

/**
 * Looks into the chosen files, unpacks the lists of zips, and tells the formats. Among several files those that are no export are
 * passed over. @throws {ImportError} when there is none at all, or a zip is not to be trusted
 */
export async function openFiles(files: readonly ChosenFile[]): Promise<OpenFiles> {
  const parts: OpenPart[] = []
  const ignored: IgnoredPart[] = []
  for (const file of files) {
    const whole = filePart(file)
    const isArchive = isZip(await readHead(whole, 4))
    for (const part of isArchive ? await openZip(file) : [whole]) {
      try {
        if (isArchive && !mayBeText(part.entry ?? '')) throw new ImportError('unknown', {}, 'binary')
        parts.push({ part, format: await sniff(part), scope: '' })
      } catch (error) {
        const why = placed(error, part)
        if (isFatal(why)) throw why
        ignored.push({ file: part.file, entry: part.entry, why })
      }
    }
  }
  if (parts.length === 0) throw ignored[0]?.why ?? new ImportError('empty')
  parts.sort(byName)
  giveScopes(parts)
  return { parts, ignored, bytes: parts.reduce((sum, { part }) => sum + part.size, 0) }
}

/** A file that is none of ours is passed over among others; one that tries something, or cannot be read, is not. */
function isFatal({ why }: ImportError): boolean {
  return why !== 'unknown' && why !== 'for-reading' && why !== 'backup' && why !== 'empty' && why !== 'encoding'
}

/** Pictures and the like in a zip are not opened one by one. */
function mayBeText(entry: string): boolean {
  return !/\.(?:jpe?g|png|gif|webp|bmp|mp[34]|m4a|amr|silk|ogg|opus|webm|mov|avi|pdf|docx?|xlsx?|pptx?|dat|db|exe|apk)$/i.test(
    entry,
  )
}

function byName(one: OpenPart, other: OpenPart): number {
  const left = `${one.part.file}\0${one.part.entry ?? ''}`
  const right = `${other.part.file}\0${other.part.entry ?? ''}`
  return left.localeCompare(right, 'en', { numeric: true })
}

/** Chunks belong to the manifest in their folder or above; when there is only one manifest, to that. */
function giveScopes(parts: OpenPart[]): void {
  const manifests = parts.filter(({ format }) => format === 'qce-json')
  parts.forEach((open, index) => {
    open.scope = String(index)
  })
  for (const open of parts) {
    if (open.format !== 'qce-jsonl') continue
    const near = manifests.filter(
      ({ part }) =>
        part.file === open.part.file && folderOf(open.part).startsWith(folderOf(part)) && part.entry !== null,
    )
    const home =
      near.length > 0 ? near.sort((a, b) => folderOf(b.part).length - folderOf(a.part).length)[0] : manifests[0]
    if (home && (near.length > 0 || manifests.length === 1)) open.scope = home.scope
    else open.scope = `chunks ${open.part.file}/${folderOf(open.part)}`
  }
}

function folderOf({ entry }: Part): string {
  return entry === null ? '' : entry.slice(0, entry.lastIndexOf('/') + 1)
}

/** Everything a part has, in order. `timeZone`: IANA name; `onBytes` is told how many bytes more were read. @throws {ImportError} with its place */
export async function* readPart(
  { part, format }: OpenPart,
  timeZone: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncIterable<Found[]> {
  try {
    yield* FORMATS[format].read(decodeText(counted(part.bytes(), onBytes)), { timeZone })
  } catch (error) {
    throw placed(error, part)
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes(chunk.length)
    yield chunk
  }
}

function placed(error: unknown, part: Part): ImportError {
  const place = { file: part.file, ...(part.entry === null ? {} : { entry: part.entry }) }
  return error instanceof ImportError ? error.at(place) : new ImportError('unreadable', place)
}
