import { MINUTE } from '../../time.ts'
import { FURTHER_NOTICE, mutedUntil } from '../state.ts'
import { PASSED } from './guard.ts'
import type { Guard } from './guard.ts'

/** Says nothing in a group while the account may not speak there (禁言): the service would refuse it. */
export const muted: Guard = {
  why: 'muted',
  check: ({ event, state, now }) => {
    const until = mutedUntil(state, event.conversation, now)
    if (until === null) return PASSED
    if (until === FURTHER_NOTICE) return { passed: false }
    return { passed: false, detail: `${Math.ceil((until - now.at) / MINUTE)} min` }
  },
}
