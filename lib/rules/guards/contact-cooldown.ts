import { SECOND } from '../../time.ts'
import { lastReplyTo } from '../past-replies.ts'
import { PASSED } from './guard.ts'
import type { RuleGuard } from './guard.ts'

/** Answers the same person in the same conversation again only after a while, whatever the rule. A dialogue goes on. */
export const contactCooldown: RuleGuard = {
  why: 'contact-cooldown',
  check: ({ event, before, now, policy, isFollowUp }) => {
    const wait = event.kind === 'friend' ? policy.limits.friendMs : policy.limits.groupMs
    const last = isFollowUp ? undefined : lastReplyTo(before, event)
    if (!last) return PASSED
    const left = last.at + wait - now.at
    return left > 0 ? { passed: false, detail: `${Math.ceil(left / SECOND)} s` } : PASSED
  },
}
