import type { Guard } from './guard.ts'

/** Never answers while nobody is logged in who could send: a page may listen where we cannot. */
export const notLoggedIn: Guard = {
  why: 'not-logged-in',
  check: ({ event }) => ({ passed: event.login !== 'none' }),
}
