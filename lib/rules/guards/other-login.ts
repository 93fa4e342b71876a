import type { Guard } from './guard.ts'

/** Never answers what came to another login than the one that can send, such as that of a page of another account. */
export const otherLogin: Guard = {
  why: 'other-login',
  check: ({ event }) => ({ passed: event.login !== 'other' }),
}
