import type { ReplayDefaults } from '../../../../lib/rules/lab/event-of.ts'
import { ON } from '../examples.ts'

/** Nothing is known of the author, and the rules are switched off: what a recorded message never needs. */
export const NOBODY: ReplayDefaults = {
  zone: 'UTC',
  switches: { ...ON, autoReply: false },
  away: false,
  names: { nick: null, remark: null, card: null, group: null },
  authorNumber: null,
  category: null,
  role: null,
  previousAt: null,
}
