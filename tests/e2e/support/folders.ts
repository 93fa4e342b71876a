import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'

/** The folders of one browser. */
export interface Folders {
  profile: string
  downloads: string
  /** Removes them; a profile that was given from outside stays. */
  remove(): Promise<void>
}

/**
 * Makes fresh folders and starts the browser in them; when it does not start, they are removed again.
 * @param kept A profile that was there before and outlives the browser.
 */
export async function startInFolders<T>(
  kept: string | undefined,
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
    return { folders, running: await start(folders) }
  } catch (error) {
    await folders.remove()
    throw error
  }
}
