import type { Guard } from './guard.ts'

/** The kill switch. */
export const switchedOff: Guard = {
  why: 'switched-off',
  check: ({ switches }) => ({ passed: switches.autoReply }),
}
