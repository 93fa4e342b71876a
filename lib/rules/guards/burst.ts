import { SECOND } from '../../time.ts'
import { lastReplyTo } from '../past-replies.ts'
import { PASSED } from './guard.ts'
import type { RuleGuard } from './guard.ts'

/** How long after a reply further messages of the same author belong to what was answered, ms. */
export const BURST_WITHIN = 5 * SECOND

/** Several messages in a row get one reply. The answer to a question of ours is a message of its own. */
export const burst: RuleGuard = {
  why: 'burst',
  check: ({ event, before, now, isFollowUp }) => {
    const last = isFollowUp ? undefined : lastReplyTo(before, event)
    if (!last) return PASSED
    const since = now.at - last.at
    return { passed: since >= BURST_WITHIN, detail: `${Math.floor(since / SECOND)} s` }
  },
}
