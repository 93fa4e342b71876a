import { defineConfig } from 'vitest/config'

/** The worker-death tests: real browsers that nothing is attached to, one after the other, real minutes. */
export default defineConfig({
  test: {
    include: ['tests/death/**/*.test.ts'],
    // The stories hand over a dozen times a build; the long walk is for `npm run test:faults`.
    exclude: process.env['HANDOVERS'] === undefined ? ['tests/death/handovers.test.ts'] : [],
    environment: 'node',
    testTimeout: 5 * 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
