import { DAY } from '../time.ts'
import { isInHours } from './hours.ts'
import type { RuleCondition } from './rule-condition.ts'
import { clockName, dayAt, wallAt } from './zone.ts'

/** When it was written, in the order in which a rule asks. Days and hours are those of the wall, in the zone of the decision. */
export const WHEN: readonly RuleCondition[] = [
  {
    check: 'hours',
    ask: ({ rule: { when }, event, now, policy }) => {
      if (when.hours.length === 0) return null
      const wall = wallAt(event.sentAt, now.zone)
      return {
        passed: when.hours.some((hours) => isInHours(hours, wall, policy.calendar)),
        detail: `${wall.day} ${clockName(wall.minute)}`,
      }
    },
  },
  {
    check: 'dates',
    ask: ({ rule: { when }, event, now }) => {
      if (!when.dates) return null
      const { from, to } = when.dates
      const day = dayAt(event.sentAt, now.zone)
      return { passed: (from === null || day >= from) && (to === null || day < to), detail: day }
    },
  },
  {
    check: 'first',
    ask: ({ rule: { when }, event, now }) => {
      if (when.first === 'any') return null
      const { previousAt, sentAt } = event
      if (previousAt === null) return { passed: true }
      const detail = `${Math.floor((sentAt - previousAt) / DAY)} d`
      switch (when.first) {
        case 'ever':
          return { passed: false, detail }
        case 'today':
          return { passed: dayAt(previousAt, now.zone) < dayAt(sentAt, now.zone), detail }
        case 'after-silence':
          return { passed: sentAt - previousAt >= when.silenceDays * DAY, detail }
      }
    },
  },
  { check: 'away', ask: ({ rule: { when }, now }) => (when.onlyWhenAway ? { passed: now.away } : null) },
]
