import * as z from 'zod/mini'
import { DAY, MINUTE } from '../time.ts'
import { ruleGroupSchema } from './rule.ts'
import type { Rule } from './rule.ts'

/** Never more replies a minute than this, whatever a limit is set to. The service locks accounts that talk faster. */
export const HARD_CAP_PER_MINUTE = 20

/** How often an account answers by itself, over all rules. */
export const limitsSchema = z.object({
  /** Least time between two automatic replies to the same friend, ms. */
  friendMs: z.number().check(z.gte(0), z.lte(DAY)),
  /** The same for one author in a group or discussion, ms. */
  groupMs: z.number().check(z.gte(0), z.lte(DAY)),
  perMinute: z.number().check(z.int(), z.gte(1), z.lte(HARD_CAP_PER_MINUTE)),
  perHour: z.number().check(z.int(), z.gte(1), z.lte(1_000)),
  perDay: z.number().check(z.int(), z.gte(1), z.lte(10_000)),
})
export type Limits = z.infer<typeof limitsSchema>

export const DEFAULT_LIMITS: Limits = {
  friendMs: 10 * MINUTE,
  groupMs: 30 * MINUTE,
  perMinute: 6,
  perHour: 40,
  perDay: 200,
}

/** The user's changes of the shipped calendar of public holidays, by day (`YYYY-MM-DD`). */
export const calendarEditsSchema = z.record(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)), z.enum(['off', 'work']))
export type CalendarEdits = z.infer<typeof calendarEditsSchema>

/** All that is settled before a message comes, beside the rules themselves. */
export const policySchema = z.object({
  groups: z.array(ruleGroupSchema),
  limits: limitsSchema,
  calendar: calendarEditsSchema,
  /** Real QQ numbers of machines that the service itself runs: never answered. */
  serviceAccounts: z.array(z.string().check(z.regex(/^\d{4,12}$/))),
  /** Pause before a reply goes out when its rule does not say, ms; `delay.ts` makes it longer for longer texts. */
  delayMs: z.number().check(z.gte(0), z.lte(MINUTE)),
})
export type Policy = z.infer<typeof policySchema>

/** Numbers of the service's own senders, as far as they are documented. The user can edit the list. */
export const SERVICE_ACCOUNTS: readonly string[] = ['10000']

/** Rules and everything that decides with them: what is compiled, exported, kept for a replay. */
export interface RuleSet {
  rules: readonly Rule[]
  policy: Policy
}

export const DEFAULT_POLICY: Policy = {
  groups: [],
  limits: DEFAULT_LIMITS,
  calendar: {},
  serviceAccounts: [...SERVICE_ACCOUNTS],
  delayMs: 1_500,
}
