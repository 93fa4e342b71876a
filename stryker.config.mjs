/**
 * `npm run test:mutation [-- --mutate lib/rules/fold.ts]`: small changes are made in lib/rules one at a time, and each has
 * to make a test fail. What is left over is listed at the end; the report is `stryker.local/report.json`. Not part of
 * `npm test`: the whole of it takes an hour or so.
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: ['lib/rules/**/*.ts'],
  // The sandbox takes all of the tree, and Stryker reads this file with an interface that TypeScript 7 has not.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  // What runs once, when a file is loaded, would have every test run again for each change: hours.
  ignoreStatic: true,
  concurrency: 2,
  // A busy machine is not to pass for an endless loop.
  timeoutMS: 15_000,
  timeoutFactor: 2,
  ignorePatterns: ['/.output', '/docs', '/demo-output', '/test-results', '/playwright-report', '/public'],
  // Beside the repository's own files, where `.gitignore` has them and no other tool looks.
  tempDirName: 'stryker.local/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: 'stryker.local/report.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 90, low: 85, break: 85 },
  allowEmpty: false,
}
