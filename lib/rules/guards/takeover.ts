import { MINUTE } from '../../time.ts'
import { takeoverOf } from '../state.ts'
import type { Guard } from './guard.ts'

/** Leaves a conversation to the user for a quarter of an hour after they wrote, or began to write, in it. */
export const takeover: Guard = {
  why: 'takeover',
  check: ({ event, state, moment }) => {
    const since = takeoverOf(state, event.conversation, moment)
    return since ? { passed: false, detail: `${Math.floor((moment.at - since.at) / MINUTE)} min` } : { passed: true }
  },
}
