import { MINUTE } from '../../time.ts'
import { takeoverOf } from '../state.ts'
import { PASSED } from './guard.ts'
import type { Guard } from './guard.ts'

/** Leaves a conversation to the user for a quarter of an hour after they wrote, or began to write, in it. */
export const takeover: Guard = {
  why: 'takeover',
  check: ({ event, state, now }) => {
    const since = takeoverOf(state, event.conversation, now)
    return since ? { passed: false, detail: `${Math.floor((now.at - since.at) / MINUTE)} min` } : PASSED
  },
}
