import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

/** Tests of pure code and of servers: nothing in them is shared but modules, which need not be evaluated for each file. */
const ROOMS =
  'archive backup chat companion contacts export import outbox rules search simulator smartqq/wire statistics'
const PURE = ROOMS.split(' ').map((room) => `tests/unit/${room}/**/*.test.ts`)
const CONFORMANCE = 'tests/conformance/**/*.test.ts'

/** How long a test may take on a busy machine, ms: a hang is found all the same. */
const PATIENT = 20_000

export default defineConfig({
  test: {
    // By itself it leaves one of two cores idle; many tests wait for a simulator.
    maxWorkers: 3,
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'pure',
          include: [...PURE, CONFORMANCE],
          isolate: false,
          restoreMocks: true,
          testTimeout: PATIENT,
        },
      },
      {
        plugins: [WxtVitest()],
        test: {
          name: 'apart',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          exclude: PURE,
          restoreMocks: true,
          testTimeout: PATIENT,
        },
      },
    ],
  },
})
