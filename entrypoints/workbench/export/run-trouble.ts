import { ArchiveError } from '../../../lib/archive/port.ts'

/** None of the chosen chats is in the archive. */
export class NothingToExportError extends Error {
  override name = 'NothingToExportError'
}

/** Why an export ended without files. `nothing`: none of its chats is in the archive; `lost`: what was written is gone. */
export type RunTrouble = ArchiveError['why'] | 'nothing' | 'lost'

/** What words there are for an error of the archive or of the disk. */
export function troubleOf(error: unknown): RunTrouble {
  if (error instanceof ArchiveError) return error.why
  if (error instanceof NothingToExportError) return 'nothing'
  if (!(error instanceof DOMException)) return 'failed'
  if (error.name === 'QuotaExceededError') return 'full'
  return error.name === 'NotFoundError' ? 'lost' : 'failed'
}
