import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new empty folder for a profile or for downloads. */
export const makeTemporaryFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `smartqq-${name}-`))

/** Removes it; a browser that is still letting go of a file is waited for. */
export const removeTemporaryFolder = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
