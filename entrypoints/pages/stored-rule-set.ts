import type { RuleSet } from '../../lib/rules/policy.ts'
import { readCalendar, readPreferences, readRuleGroups, readRules } from '../../lib/settings.ts'

/** The rules and all that is decided with them, as they are stored now. Rejects when storage cannot be read. */
export async function readRuleSet(): Promise<RuleSet> {
  const [{ rules }, groups, preferences, calendar] = await Promise.all([
    readRules(),
    readRuleGroups(),
    readPreferences(),
    readCalendar(),
  ])
  const { limits, serviceAccounts, replyDelayMs } = preferences
  return { rules, policy: { groups, limits, calendar, serviceAccounts, delayMs: replyDelayMs } }
}
