import type { Guard } from './guard.ts'

/** Never answers what the account itself wrote, here or on another device. */
export const ownMessage: Guard = {
  why: 'own-message',
  check: ({ event }) => ({ passed: event.own !== 'self' }),
}
