import { computed } from '@preact/signals'
import { log } from '../../../lib/log.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import { calendarItem, readCalendar } from '../../../lib/settings.ts'
import { liveItem } from '../../../lib/ui/live-item.ts'
import { ruleGroups, rules, rulesReady } from '../../pages/stored-rules.ts'
import { preferences } from '../stored.ts'

const calendar = liveItem(calendarItem, readCalendar)

/** The rules and all that decides with them, as they are stored now. Their contacts are as they were chosen. */
export const presentRules = computed<RuleSet>(() => {
  const { limits, serviceAccounts, replyDelayMs } = preferences.value
  return {
    rules: rules.value,
    policy: {
      groups: ruleGroups.value,
      limits,
      calendar: calendar.value.value,
      serviceAccounts,
      delayMs: replyDelayMs,
    },
  }
})

/** Resolves when `presentRules` holds what is stored; also when storage cannot be read, and then it holds less. */
export const presentReady: Promise<void> = untilRead()

async function untilRead(): Promise<void> {
  try {
    await Promise.all([rulesReady, calendar.ready])
  } catch (error) {
    log('storage-unreadable', { error: error instanceof Error ? error.name : 'unknown' })
  }
}
