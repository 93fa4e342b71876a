import { SECOND } from '../../time.ts'
import { lastOf } from '../past-replies.ts'
import { PASSED } from './guard.ts'
import type { RuleGuard } from './guard.ts'

/** A rule answers a conversation again once its own cooldown has passed since it last did. A dialogue goes on. */
export const cooldown: RuleGuard = {
  why: 'cooldown',
  check: ({ event, state, now, rule, isFollowUp }) => {
    if (isFollowUp || rule.cooldownMs === 0) return PASSED
    const last = lastOf(state, rule.id, event.conversation)
    const left = last === null ? 0 : last + rule.cooldownMs - now.at
    return left > 0 ? { passed: false, detail: `${Math.ceil(left / SECOND)} s` } : PASSED
  },
}
