import type { Guard } from './guard.ts'

/** Never answers somebody who is not in the lists of this login: a stranger, or a number that meant a friend before. */
export const unknownSender: Guard = {
  why: 'unknown-sender',
  check: ({ event }) => ({ passed: event.authorIsKnown }),
}
