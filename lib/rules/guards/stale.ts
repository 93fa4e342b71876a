import { STALE_AFTER } from '../../chat/stale.ts'
import { SECOND } from '../../time.ts'
import type { Guard } from './guard.ts'

/**
 * Never answers an old message, such as the backlog after a sleep. Age is counted by the server's clock alone. A message
 * from as far in the future means that this clock is not known well enough to tell its age: not answered either.
 */
export const stale: Guard = {
  why: 'stale',
  check: ({ event, now }) => {
    const age = now.serverAt - event.sentAt
    // Said this way round, an age that is not a number does not pass.
    return { passed: Math.abs(age) <= STALE_AFTER, detail: `${Math.round(age / SECOND)} s` }
  },
}
