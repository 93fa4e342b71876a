import type { Guard } from './guard.ts'

/** Never answers something we sent that comes back from a sender who is in no list. */
export const echo: Guard = {
  why: 'echo',
  check: ({ event }) => ({ passed: event.own !== 'echo' }),
}
