import type { Archive } from '../../lib/archive/port.ts'

let opened: Promise<Archive> | null = null

/**
 * The archive, opened when something first needs it: the database library stays out of what the popup's first picture
 * waits for. A failed attempt is forgotten, so that the next one can work. @throws {ArchiveError}
 */
export function archive(): Promise<Archive> {
  opened ??= open()
  return opened
}

async function open(): Promise<Archive> {
  try {
    const { openArchive } = await import('../../lib/archive/open.ts')
    return await openArchive()
  } catch (error) {
    opened = null
    throw error
  }
}
