import type { Limits } from '../policy.ts'
import { countReplies } from '../past-replies.ts'
import type { RuleGuard } from './guard.ts'

/** A guard that counts the replies of the account in the last `span` ms. */
export function cap(
  why: 'cap-minute' | 'cap-hour' | 'cap-day',
  span: number,
  most: (limits: Limits) => number,
): RuleGuard {
  return {
    why,
    check: ({ state, now, policy }) => {
      const limit = most(policy.limits)
      const replies = countReplies(state, now.at - span)
      return { passed: replies < limit, detail: `${replies} / ${limit}` }
    },
  }
}
