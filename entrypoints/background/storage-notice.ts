import type { ArchiveError } from '../../lib/archive/port.ts'
import type { Trouble } from '../../lib/companion/companion-parts.ts'
import { storageTrouble } from '../../lib/companion/storage-trouble.ts'
import { takeBack, tell } from './notices.ts'

const CODES = ['storage-full', 'storage-failed'] as const
let isTold = false

/** Tells the user what the companion ran into. */
export function tellTrouble({ code, detail }: Trouble): void {
  isTold ||= CODES.some((other) => other === code)
  tell(code, detail)
}

/** Tells the user that the archive refuses, and why. */
export function tellStorage(error: ArchiveError): void {
  tellTrouble(storageTrouble(error))
}

/** The archive has just taken something: what was told of it is over. */
export function storageWorks(): void {
  if (!isTold) return
  isTold = false
  for (const code of CODES) takeBack(code)
}
