import { defineConfig } from 'vitest/config'

/** What `npm run test:mutation` runs against each mutant: the tests of the rules, which need nothing of the browser. */
export default defineConfig({
  test: {
    include: ['tests/unit/rules/**/*.test.ts'],
    environment: 'node',
    restoreMocks: true,
    testTimeout: 120_000,
    setupFiles: ['tests/support/mutation-set-up.ts'],
  },
})
