import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    include: ['tests/unit/**/*.test.{ts,tsx}', 'tests/conformance/**/*.test.ts'],
    restoreMocks: true,
    // By itself it leaves one of two cores idle; many tests wait for a simulator.
    maxWorkers: 3,
  },
})
