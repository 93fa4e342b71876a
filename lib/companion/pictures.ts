import type { Archive } from '../archive/port.ts'
import { BackendError } from '../backend.ts'
import type { Backend } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { log } from '../log.ts'
import { DAY } from '../time.ts'

export interface PicturesParts {
  archive: Pick<Archive, 'avatar' | 'commit'>
  backend: Pick<Backend, 'avatar'>
  now(): number
}

/** A picture younger than this is not asked for again. */
const KEPT_FOR = 7 * DAY

/**
 * Fetches somebody's picture into the archive, unless a young one is there. The name stands beside it everywhere, so a
 * failure is silent and an older picture stays. @throws {ArchiveError}
 */
export async function fetchPicture(
  { archive, backend, now }: PicturesParts,
  contact: ContactId,
  handle: Handle,
  abort: AbortSignal,
): Promise<void> {
  const kept = await archive.avatar(contact)
  if (kept && now() - kept.at < KEPT_FOR) return
  try {
    const image = await backend.avatar(handle, abort)
    if (image !== null) await archive.commit({ avatars: [{ contact, image, at: now() }] })
  } catch (error) {
    if (!(error instanceof BackendError)) throw error
    log('picture failed', { why: error.why })
  }
}
