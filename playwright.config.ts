import { defineConfig } from '@playwright/test'
import type { BrowserOptions } from './tests/e2e/support/browser-fixtures.ts'
import type { StoryOptions } from './tests/e2e/support/fixtures.ts'

/** `npm test` has twelve minutes: what no browser does in its own way is told in one of them. */
const SHORT = process.env['SHORT_STORIES'] === '1'
const inOneBrowser = {
  chromium: [
    'page',
    'bad-replies',
    'identity',
    'events',
    'qr',
    'living-login',
    'limits',
    'crowd',
    'contact',
    'backup',
  ].map(fileOf),
  firefox: [
    'old-server',
    'names',
    'accounts',
    'uncertain',
    'who',
    'safety',
    'people-states',
    'rule-editor',
    'storage',
    'presence',
    'restart',
    'death',
  ].map(fileOf),
}

/** Stories that are told of both builds of the page: of the older one in Chromium, of the last one in Firefox. */
const ofOtherBuild = {
  chromium: /build 20161220: what the page hears|page of 20161220 are seen/,
  firefox: /build 201604:|page of 201604 are seen/,
}
/** Of nothing. */
const NONE: RegExp[] = []

function fileOf(name: string): string {
  return `**/${name}.spec.ts`
}

/** One story file, two browsers: `npx playwright test --project=firefox tests/e2e/boot.spec.ts`. */
export default defineConfig<StoryOptions, BrowserOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  fullyParallel: true,
  workers: 3,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    {
      name: 'chromium',
      use: { kind: 'chromium' },
      testIgnore: SHORT ? inOneBrowser.firefox : [],
      grepInvert: SHORT ? ofOtherBuild.chromium : NONE,
    },
    {
      name: 'firefox',
      use: { kind: 'firefox' },
      testIgnore: SHORT ? inOneBrowser.chromium : [],
      grepInvert: SHORT ? ofOtherBuild.firefox : NONE,
    },
  ],
})
