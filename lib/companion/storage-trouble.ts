import type { ArchiveError } from '../archive/port.ts'
import type { Trouble } from './companion-parts.ts'

/** What the user should know of an archive that refused: `detail` is why, as `ArchiveError` has it. */
export function storageTrouble({ why }: ArchiveError): Trouble {
  return why === 'full' ? { code: 'storage-full', detail: '' } : { code: 'storage-failed', detail: why }
}
