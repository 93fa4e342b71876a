/**
 * Why a backup cannot be read: it is none; a later version of the extension made it; the passphrase is wrong; a piece of it
 * is not as it was written; its end is missing.
 */
export type BackupFault = 'not-a-backup' | 'newer' | 'wrong-passphrase' | 'damaged' | 'cut'

/** A backup that cannot be read. `at`: byte of the file from which on it is not as it should be; null where that says nothing. */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly why: BackupFault
  readonly at: number | null
  constructor(why: BackupFault, at: number | null = null, options?: ErrorOptions) {
    super(at === null ? `Backup: ${why}` : `Backup: ${why} at byte ${at}`, options)
    this.why = why
    this.at = at
  }
}
