import type { Guard } from './guard.ts'

/** The kill switch. */
export const switchedOff: Guard = {
  why: 'switched-off',
  check: ({ now }) => ({ passed: now.switches.autoReply }),
}
