import * as z from 'zod/mini'
import { browser } from 'wxt/browser'
import { storage } from 'wxt/utils/storage'
import type { ContactId } from './chat/contact.ts'
import type { AccountId, Epoch } from './chat/handle.ts'
import type { OnlineState, OwnState } from './chat/online-state.ts'
import type { Retention } from './chat/retention.ts'
import type { PagePart } from './ports.ts'
import { isObject } from './rules/is-object.ts'
import { rulesTo2 } from './rules/migrations.ts'
import { calendarEditsSchema, DEFAULT_LIMITS, limitsSchema, SERVICE_ACCOUNTS } from './rules/policy.ts'
import type { CalendarEdits, Limits } from './rules/policy.ts'
import { ruleGroupSchema, ruleSchema } from './rules/rule.ts'
import type { Rule, RuleGroup } from './rules/rule.ts'
import { SECOND } from './time.ts'

/**
 * An item of the browser session. In Firefox a frame on a web page, as the drawer's is, has no such storage, and to define
 * an item of it would fail unheard: there it stands for a local one that nobody writes, and reads as its fallback.
 */
function sessionItem<T>(name: string, options: { fallback: T }) {
  const { session }: { session?: unknown } = browser.storage
  return storage.defineItem<T>(`${session === undefined ? 'local' : 'session'}:${name}`, options)
}

const RULES_VERSION = 2

/** The user's rules, highest priority first: read them with {@link readRules}. Written by the background only. */
export const rulesItem = storage.defineItem<Rule[]>('local:rules', {
  fallback: [],
  version: RULES_VERSION,
  migrations: { 2: rulesTo2 },
})

/** Groups of rules with one switch each. Written by the background only. */
export const ruleGroupsItem = storage.defineItem<RuleGroup[]>('local:ruleGroups', { fallback: [], version: 1 })

/** The user's changes of the calendar of public holidays. Written by the pages. */
export const calendarItem = storage.defineItem<CalendarEdits>('local:calendar', { fallback: {}, version: 1 })

/**
 * Kill switch, pause, automatic stop, and whether the user is away. `pausedUntil` is ms since the epoch, null when not paused.
 * Written by the background only.
 */
export interface Controls {
  autoReply: boolean
  pausedUntil: number | null
  /** Automatic replies have stopped by themselves; switching them on again clears it. */
  stopped: 'refused-sends' | null
  /** `auto`: as the page and QQ's states say. */
  away: 'auto' | 'away' | 'here'
}
export const controlsItem = storage.defineItem<Controls>('local:controls', {
  fallback: { autoReply: true, pausedUntil: null, stopped: null, away: 'auto' },
  version: 2,
  migrations: { 2: (before: object) => ({ ...before, stopped: null, away: 'auto' }) },
})

/** What the user chose in the settings. Written by the pages. */
export interface Preferences {
  language: 'auto' | 'zh-CN' | 'en'
  theme: 'auto' | 'light' | 'dark'
  /** Pause before an automatic reply goes out, ms. */
  replyDelayMs: number
  /** When an open w.qq.com page has stopped listening, the background listens in its place. */
  listenForStoppedPage: boolean
  /** The button of the drawer on the page. */
  pageButton: boolean
  /** Marks on the page beside messages that a rule answered or held back. */
  pageMarks: boolean
  /** How often rules may answer, all of them together. */
  limits: Limits
  /** Real QQ numbers that are never answered: machines of the service itself. */
  serviceAccounts: string[]
}
export const preferencesItem = storage.defineItem<Preferences>('local:preferences', {
  fallback: {
    language: 'auto',
    theme: 'auto',
    replyDelayMs: 1_500,
    listenForStoppedPage: true,
    pageButton: true,
    pageMarks: true,
    limits: DEFAULT_LIMITS,
    serviceAccounts: [...SERVICE_ACCOUNTS],
  },
  version: 3,
  migrations: {
    2: (before: object) => ({ ...before, listenForStoppedPage: true, pageButton: true, pageMarks: true }),
    3: (before: object) => ({ ...before, limits: DEFAULT_LIMITS, serviceAccounts: [...SERVICE_ACCOUNTS] }),
  },
})

/** Conversations in which the loop breaker holds, until when (ms). Written by the background only. */
export const loopsItem = storage.defineItem<{ account: AccountId; conversation: ContactId; until: number }[]>(
  'local:loops',
  { fallback: [] },
)

/** How far this computer's clock is from the server's (server minus ours, ms), as last seen. Written by the background only. */
export const clockItem = sessionItem<{ offset: number; at: number } | null>('clock', { fallback: null })
/** A larger difference between the clocks than this is shown, ms. */
export const SKEW_SHOWN = 30 * SECOND

/** Why nobody is logged in; each has words that say what to do. */
export type LoggedOutWhy =
  | 'never'
  | 'expired'
  | 'ended-by-age'
  | 'kicked'
  | 'elsewhere'
  | 'signed-out'
  | 'restarted'
  | 'account-frozen'
  | 'refused'

/** The state of the companion, in one value. Written by the background only; gone with the browser session. */
export type Status =
  | { state: 'starting' }
  /**
   * `detail`: after a kick the server's own words, shown as text; else the answer that ended it, as `login2:115` or
   * `login2:115:blocked-for-a-while`; null when there is neither.
   */
  | { state: 'logged-out'; why: LoggedOutWhy; detail: string | null }
  | { state: 'connecting'; account: string | null }
  /** `listener`: who receives messages now. With `page` the background starts neither login nor poll. */
  | {
      state: 'online'
      account: string
      nick: string
      listener: 'background' | 'page'
      since: number
      /** When the service ends this login at the latest, ms; there in its last hour only. */
      endsAt?: number
      /** A w.qq.com page is open and logged in, and has stopped listening: the background does it in its place. */
      pageStopped?: true
    }
  /**
   * A page listens on w.qq.com, and we cannot send beside it. `unknown`: its login was not seen (it was open before the
   * extension was). `other-account`: the cookies are those of another account; what comes is archived, nothing is answered.
   */
  | { state: 'page-only'; why: 'unknown' | 'other-account' }
  /** The page has stopped listening, and the user wants nobody to listen in its place. */
  | { state: 'page-stopped'; account: string | null; nick: string | null }
  | {
      state: 'offline'
      account: string | null
      nick: string | null
      why: 'network' | 'server' | 'strange-reply' | 'portal' | 'device-offline'
      /** What the service said about it: `t('code.<words>')` has it. Absent where there are no words. */
      words?: string
      since: number
      retryAt: number
    }
  | { state: 'blocked'; why: 'site-access' | 'storage'; detail: string | null }
export const statusItem = sessionItem<Status>('status', { fallback: { state: 'starting' } })

/** The QR login, while a popup shows it. `image` is a data: URL of the server's PNG. `isRenewed`: the code before it ended. */
export type QrStatus =
  | { state: 'idle' }
  | { state: 'loading' }
  | { state: 'waiting'; image: string; isRenewed: boolean }
  | { state: 'scanned'; image: string }
  | { state: 'confirmed' }
  | {
      state: 'failed'
      why: 'network' | 'portal' | 'strange-reply' | 'refused' | 'cookies' | 'frozen' | 'too-many-expired'
      /** As in an offline {@link Status}. */
      words?: string
    }
export const qrItem = sessionItem<QrStatus>('qr', { fallback: { state: 'idle' } })

/** Today's counts for the popup's first line. `day` is local `YYYY-MM-DD`; another day means all zero. */
export interface Today {
  day: string
  replied: number
  heldBack: number
  uncertain: number
  /** Replies today by rule id. */
  byRule: Record<string, number>
}
export const todayItem = storage.defineItem<Today>('local:today', {
  fallback: { day: '', replied: 0, heldBack: 0, uncertain: 0, byRule: {} },
})

/** Rules whose chosen contacts are not recognised in this login: they sleep. Contact ids by rule id. */
export const sleepingItem = sessionItem<Record<string, ContactId[]>>('sleeping', { fallback: {} })

/** The login that is up, or was up last, by account and epoch: its handles are the newest. Written by the background only. */
export const lastLoginItem = storage.defineItem<{ account: AccountId; epoch: Epoch } | null>('local:lastLogin', {
  fallback: null,
})

/** Who is online. Written by the background only; gone when the login ends. */
export interface States {
  account: AccountId
  /** When the service last told of everybody, ms: whoever is not among `people` was offline or hidden. Null: not yet. */
  at: number | null
  /** By contact id; `at` is when it was told, ms. */
  people: Record<ContactId, OnlineState & { at: number }>
}
/** Null: nothing is known. */
export const statesItem = sessionItem<States | null>('states', { fallback: null })

/** The own state that the user has chosen in this login; null: none, which is online. Written by the background only. */
export const ownStateItem = sessionItem<{ account: AccountId; state: OwnState } | null>('ownState', {
  fallback: null,
})

/** Something that went wrong and that the user should know; newest last, at most 20. Words by `code`. */
export interface Notice {
  id: string
  at: number
  code:
    | 'strange-reply'
    | 'unreadable-items'
    | 'list-failed'
    | 'storage-full'
    | 'storage-failed'
    | 'settings-damaged'
    | 'send-refused'
    | 'send-uncertain'
    | 'login-ends-soon'
    /** A w.qq.com tab of a private window or a container is left alone. */
    | 'other-store'
    /** Two machines seemed to talk in a conversation (`detail`: its contact id): it is left alone for a while. */
    | 'loop'
    /** Several sends were refused in a row: automatic replies have stopped. */
    | 'replies-stopped'
    /** This computer's clock is far from the server's; `detail`: the difference in ms. */
    | 'clock-skew'
    | 'internal'
  /** A fact for the words (a call's name, a count, a time as ms, the server's own text). Never a secret, never message text. */
  detail: string
}
export const noticesItem = sessionItem<Notice[]>('notices', { fallback: [] })

/** Parts of the open w.qq.com page that are not as they should be. Written by the background only. */
export const pageHealthItem = sessionItem<PagePart[]>('pageHealth', { fallback: [] })

/** Whether the drawer was open when it was last there. Written by the background only. */
export const drawerOpenItem = storage.defineItem<boolean>('local:drawerOpen', { fallback: false })

/** Exports that the user saved to run again, as `entrypoints/workbench/export/tasks.ts` reads them. Written by the workbench. */
export const exportTasksItem = storage.defineItem<unknown[]>('local:exportTasks', { fallback: [], version: 1 })

/** Sections of the drawer that are folded. Written by the drawer. */
export const drawerFoldsItem = storage.defineItem<string[]>('local:drawerFolds', { fallback: [] })

/** The longest time that can be chosen, days: a hundred years. */
export const MOST_KEEP_DAYS = 36_500

/** How long messages are kept: read it with {@link readRetention}. Written by the pages. */
export const retentionItem = storage.defineItem<Retention>('local:retention', {
  fallback: { keepDays: null, chats: {}, changedAt: 0 },
  version: 1,
})

/** The last time messages were deleted because they were past their time. Written by whoever did it. */
export interface SweepReport {
  at: number
  messages: number
  conversations: number
  /** Some could not be deleted. */
  isPartial: boolean
}
export const sweepItem = storage.defineItem<SweepReport | null>('local:lastSweep', { fallback: null })

/** The backup that was put back last: when, and when it had been made (ms). Told once, on the page of the storage. */
export const restoredItem = storage.defineItem<{ at: number; madeAt: number } | null>('local:restored', {
  fallback: null,
})

const controlsSchema = z.object({
  autoReply: z.boolean(),
  pausedUntil: z.nullable(z.number()),
  stopped: z.nullable(z.literal('refused-sends')),
  away: z.enum(['auto', 'away', 'here']),
})

const preferencesSchema = z.object({
  language: z.enum(['auto', 'zh-CN', 'en']),
  theme: z.enum(['auto', 'light', 'dark']),
  replyDelayMs: z.number().check(z.gte(0), z.lte(60_000)),
  listenForStoppedPage: z.boolean(),
  pageButton: z.boolean(),
  pageMarks: z.boolean(),
  limits: limitsSchema,
  serviceAccounts: z.array(z.string().check(z.regex(/^\d{4,12}$/))),
})

/**
 * Rules as stored, parsed one by one. A damaged one is not among `rules`; it is handed out beside them, as it was, so
 * that whoever writes the list writes it back and nothing is lost.
 */
export async function readRules(): Promise<{ rules: Rule[]; damaged: unknown[] }> {
  const stored: unknown = await rulesItem.getValue()
  if (!Array.isArray(stored)) return { rules: [], damaged: [stored] }
  const rules: Rule[] = []
  const damaged: unknown[] = []
  for (const rule of stored) {
    const parsed = ruleSchema.safeParse(rule)
    if (parsed.success) rules.push(parsed.data)
    else damaged.push(rule)
  }
  return { rules, damaged }
}

/**
 * Writes rules and groups at once, so that a death leaves both as they were or neither: with the damaged rules that
 * {@link readRules} found behind the good ones, as they were.
 */
export function writeRules(
  rules: readonly Rule[],
  damaged: readonly unknown[],
  groups: readonly RuleGroup[],
): Promise<void> {
  return storage.setItems([
    { key: 'local:rules', value: [...rules, ...damaged] },
    { key: 'local:ruleGroups', value: groups },
    // Written raw, as damaged rules go with them: said here that nothing is left to migrate.
    { key: 'local:rules$', value: { v: RULES_VERSION } },
  ])
}

/** Controls as stored. Damaged ones read as "switched off": silence is the safe side. */
export async function readControls(): Promise<Controls> {
  const parsed = controlsSchema.safeParse(await controlsItem.getValue())
  return parsed.success ? parsed.data : { autoReply: false, pausedUntil: null, stopped: null, away: 'auto' }
}

/** Preferences as stored, parsed field by field: a damaged one reads as its fallback, and the others stay what the user chose. */
export async function readPreferences(): Promise<Preferences> {
  const stored: unknown = await preferencesItem.getValue()
  return readFields(preferencesSchema, stored, {
    ...preferencesItem.fallback,
    limits: readFields(limitsSchema, isObject(stored) ? stored.limits : undefined, DEFAULT_LIMITS),
  })
}

function readFields<T extends Record<string, unknown>>(
  schema: { shape: Record<keyof T, z.ZodMiniType> },
  stored: unknown,
  fallback: T,
): T {
  const fields = { ...fallback }
  for (const name of Object.keys(fallback) as (keyof T & string)[]) {
    const parsed = schema.shape[name].safeParse(isObject(stored) ? stored[name] : undefined)
    if (parsed.success) fields[name] = parsed.data as T[typeof name]
  }
  return fields
}

/** Groups of rules as stored, parsed one by one; a damaged one is left out, and its rules count as in none. */
export async function readRuleGroups(): Promise<RuleGroup[]> {
  const stored: unknown = await ruleGroupsItem.getValue()
  if (!Array.isArray(stored)) return []
  return stored.flatMap((group) => {
    const parsed = ruleGroupSchema.safeParse(group)
    return parsed.success ? [parsed.data] : []
  })
}

/** The user's changes of the calendar as stored; damaged ones read as none. */
export async function readCalendar(): Promise<CalendarEdits> {
  const parsed = calendarEditsSchema.safeParse(await calendarItem.getValue())
  return parsed.success ? parsed.data : {}
}

const keepDaysSchema = z.nullable(z.int().check(z.gte(1), z.lte(MOST_KEEP_DAYS)))
const retentionSchema = z.object({
  keepDays: keepDaysSchema,
  chats: z.record(z.string(), keepDaysSchema),
  changedAt: z.number(),
})

/** How long messages are kept, as stored. Damaged it reads as "for ever": nothing is deleted because of a broken setting. */
export async function readRetention(): Promise<Retention> {
  const parsed = retentionSchema.safeParse(await retentionItem.getValue())
  return parsed.success ? parsed.data : retentionItem.fallback
}
