import { readRuleGroups, readRules, ruleGroupsItem, rulesItem } from '../../lib/settings.ts'
import { liveItem } from '../../lib/ui/live-item.ts'

const live = liveItem(rulesItem, async () => (await readRules()).rules)
const liveGroups = liveItem(ruleGroupsItem, readRuleGroups)

/** The rules that are stored and whole, highest priority first. */
export const rules = live.value

/** The groups of rules, in their order. */
export const ruleGroups = liveGroups.value

/** Resolves when `rules` and `ruleGroups` hold what is stored; rejects when storage cannot be read. */
export const rulesReady: Promise<unknown> = Promise.all([live.ready, liveGroups.ready])
