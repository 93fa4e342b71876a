import { defineConfig } from '@playwright/test'
import type { StoryOptions } from './tests/e2e/support/fixtures.ts'

/** `npm test` has twelve minutes: what no browser does in its own way is told in one of them. */
const SHORT = process.env['SHORT_STORIES'] === '1'
const inOneBrowser = {
  chromium: ['page', 'bad-replies', 'identity', 'events', 'qr', 'living-login', 'limits', 'crowd'].map(fileOf),
  firefox: ['old-server', 'names', 'accounts', 'uncertain', 'who', 'safety', 'people-states'].map(fileOf),
}

function fileOf(name: string): string {
  return `**/${name}.spec.ts`
}

/** One story file, two browsers: `npx playwright test --project=firefox tests/e2e/boot.spec.ts`. */
export default defineConfig<StoryOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  fullyParallel: true,
  workers: 3,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'chromium', use: { kind: 'chromium' }, testIgnore: SHORT ? inOneBrowser.firefox : [] },
    { name: 'firefox', use: { kind: 'firefox' }, testIgnore: SHORT ? inOneBrowser.chromium : [] },
  ],
})
