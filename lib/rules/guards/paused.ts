import type { Guard } from './guard.ts'

/** The user's pause; it ends by itself at the time it was set for. */
export const paused: Guard = {
  why: 'paused',
  check: ({ now: { at, switches } }) => ({ passed: switches.pausedUntil === null || at >= switches.pausedUntil }),
}
