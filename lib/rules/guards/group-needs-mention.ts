import { PASSED } from './guard.ts'
import type { RuleGuard } from './guard.ts'

/**
 * In a group or discussion speaks only when somebody named me, or when the rule names the group and asks for no mention:
 * no rule can open all groups at once.
 */
export const groupNeedsMention: RuleGuard = {
  why: 'group-needs-mention',
  check: ({ event, rule }) => {
    if (event.kind === 'friend' || event.mentionsMe) return PASSED
    return { passed: !rule.who.onlyWhenMentioned && rule.who.contacts.includes(event.conversation) }
  },
}
