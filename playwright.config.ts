import { defineConfig } from '@playwright/test'
import type { StoryOptions } from './tests/e2e/support/fixtures.ts'

/** One story file, two browsers: `npx playwright test --project=firefox tests/e2e/boot.spec.ts`. */
export default defineConfig<StoryOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  fullyParallel: true,
  // Stories wait more than they work: five seconds' grace here, a poll there.
  workers: 4,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'chromium', use: { kind: 'chromium' } },
    // The simulator's page by itself is looked at once; with the extension both browsers have it in many stories.
    { name: 'firefox', use: { kind: 'firefox' }, testIgnore: '**/page.spec.ts' },
  ],
})
