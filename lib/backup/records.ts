import * as z from 'zod/mini'
import { BackupError } from './backup-error.ts'

/**
 * The inside of a backup: records, one JSON object a line. `about` comes first, then `settings`, then rows store by store in the
 * archive's order, and `end` last.
 */
export type BackupRecord =
  | ({ record: 'about' } & BackupAbout)
  /** Values as in `browser.storage.local`, by key. */
  | { record: 'settings'; values: Record<string, unknown> }
  /** Rows as {@link toPlain} made them. */
  | { record: 'rows'; store: string; rows: unknown[] }
  | ({ record: 'end' } & BackupCounts)

/** What a backup says about itself before its rows: what is shown of it before anything is read. */
export interface BackupAbout {
  /** Version of the archive its rows are of. */
  version: number
  accounts: string[]
  conversations: number
  messages: number
}

/** What a backup holds: written at its end, and counted again by whoever reads it. */
export interface BackupCounts {
  /** Rows by store. */
  stores: Record<string, number>
  /** Values of the settings. */
  settings: number
}

const count = z.int().check(z.gte(0))
const recordSchema = z.discriminatedUnion('record', [
  z.object({
    record: z.literal('about'),
    version: count,
    accounts: z.array(z.string()),
    conversations: count,
    messages: count,
  }),
  z.object({ record: z.literal('settings'), values: z.record(z.string(), z.unknown()) }),
  z.object({ record: z.literal('rows'), store: z.string(), rows: z.array(z.unknown()) }),
  z.object({ record: z.literal('end'), stores: z.record(z.string(), count), settings: count }),
])

/** @throws BackupError when the line is no record */
export function parseRecord(line: string): BackupRecord {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    throw new BackupError('damaged', null, { cause: error })
  }
  const parsed = recordSchema.safeParse(json)
  if (!parsed.success) throw new BackupError('damaged')
  return parsed.data
}

/** Characters of one line at most, so that a file made to fill the memory is refused. No row is a tenth as long. */
export const LINE_LIMIT = 128 * 1024 * 1024

/** The lines of a stream of UTF-8. @throws BackupError for other bytes, an endless line, or a last line without its end */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, limit = LINE_LIMIT): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const read = (piece?: Uint8Array) => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
    } catch (error) {
      throw new BackupError('damaged', null, { cause: error })
    }
  }
  let parts: string[] = []
  let length = 0
  for await (const piece of bytes) {
    const [rest = '', ...further] = read(piece).split('\n')
    parts.push(rest)
    length += rest.length
    if (length > limit) throw new BackupError('damaged')
    for (const next of further) {
      yield parts.join('')
      parts = [next]
      length = next.length
    }
  }
  if (length > 0 || read() !== '') throw new BackupError('cut')
}
