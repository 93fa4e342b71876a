import { cp } from 'node:fs/promises'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import type { LaunchOptions } from './companion.ts'

/** The folders of one browser. */
export interface Folders {
  profile: string
  downloads: string
  /** Removes them; a profile that was given from outside stays. */
  remove(): Promise<void>
}

/**
 * Makes fresh folders and starts the browser in them; when it does not start, they are removed again.
 * @param options `profile` was there before and outlives the browser; without it the fresh one is a copy of `begunProfile`.
 */
export async function startInFolders<T>(
  { profile: kept, begunProfile }: Pick<LaunchOptions, 'profile' | 'begunProfile'>,
  start: (folders: Folders) => Promise<T>,
): Promise<{ folders: Folders; running: T }> {
  const profile = kept ?? (await makeTemporaryFolder('profile'))
  const downloads = await makeTemporaryFolder('downloads')
  const folders: Folders = {
    profile,
    downloads,
    remove: async () => {
      if (kept === undefined) await removeTemporaryFolder(profile)
      await removeTemporaryFolder(downloads)
    },
  }
  try {
    if (kept === undefined && begunProfile !== undefined) await cp(begunProfile, profile, { recursive: true })
    return { folders, running: await start(folders) }
  } catch (error) {
    await folders.remove()
    throw error
  }
}
