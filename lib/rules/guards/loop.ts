import { MINUTE } from '../../time.ts'
import { loopUntil } from '../turns.ts'
import { PASSED } from './guard.ts'
import type { Guard } from './guard.ts'

/** Leaves a conversation alone for half an hour once two machines seem to talk to each other in it. */
export const loop: Guard = {
  why: 'loop',
  check: ({ event, state, now }) => {
    const until = loopUntil(state, event, now)
    return until === null ? PASSED : { passed: false, detail: `${Math.ceil((until - now.at) / MINUTE)} min` }
  },
}
