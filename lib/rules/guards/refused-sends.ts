import type { Guard } from './guard.ts'

/** The service refused several sends in a row: nothing is answered until the user switches replies on again. */
export const refusedSends: Guard = {
  why: 'refused-sends',
  check: ({ now }) => ({ passed: now.switches.stopped !== 'refused-sends' }),
}
