import { test as base } from '@playwright/test'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../support/temporary-folder.ts'
import { beginProfile } from './begun-profile.ts'
import type { Companion } from './companion.ts'

/** What all stories that one process tells have in common. */
export interface BrowserOptions {
  /** Which browser; set by the project. */
  kind: Companion['kind']
}

interface Begun {
  /** A profile whose copies the stories start in; none in Chromium, which is quick to make its own. */
  begunProfile: string | undefined
}

/** The browser that stories are told of. */
export const test = base.extend<object, BrowserOptions & Begun>({
  kind: ['chromium', { option: true, scope: 'worker' }],
  begunProfile: [
    async ({ kind }, use) => {
      if (kind === 'chromium') {
        await use(undefined)
        return
      }
      const profile = await makeTemporaryFolder('begun')
      try {
        await beginProfile(profile)
        await use(profile)
      } finally {
        await removeTemporaryFolder(profile)
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})
