import type { ChatEvent, Now, Switches } from '../../../lib/rules/event.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import type { Policy, RuleSet } from '../../../lib/rules/policy.ts'
import type { Condition, ContentKind, Rule, TextMatch } from '../../../lib/rules/rule.ts'

/** The time at which nearly every test happens, ms. The others are said relative to it. */
export const NOON = 1_790_000_000_000

export const ON: Switches = { autoReply: true, pausedUntil: null, stopped: null }

export const NOW: Now = {
  at: NOON,
  serverAt: NOON,
  zone: 'Asia/Shanghai',
  random: 1,
  switches: ON,
  away: false,
}

/** The moment `ms` later, by both clocks. */
export function later(ms: number, changes: Partial<Now> = {}): Now {
  return { ...NOW, at: NOON + ms, serverAt: NOON + ms, ...changes }
}

/** A friend asks 在吗 just now. */
export function event(changes: Partial<ChatEvent> = {}): ChatEvent {
  const text = changes.text ?? '在吗'
  return {
    messageKey: 'm1',
    account: '10001',
    conversation: 'chat-1',
    kind: 'friend',
    author: 'person-1',
    own: 'no',
    authorIsKnown: true,
    names: { nick: '小红', remark: null, card: null, group: null },
    authorNumber: null,
    category: null,
    role: null,
    previousAt: null,
    text,
    segments: [{ type: 'text', text }],
    mentionsMe: false,
    sentAt: NOON,
    ...changes,
  }
}

export const NO_FOLD: Rule['what']['fold'] = { case: false, width: false, blanks: false, repeats: false, script: false }

/** Choices of what is folded, from nothing to everything: tables are made for each, so property tests take these few. */
export const SOME_FOLDS: readonly Rule['what']['fold'][] = [
  NO_FOLD,
  { ...NO_FOLD, case: true, width: true, script: true },
  { ...NO_FOLD, blanks: true, repeats: true },
  { case: true, width: true, blanks: true, repeats: true, script: true },
]

export function textCondition(match: TextMatch, texts: string[], not = false): Condition {
  return { on: 'text', match, texts, not }
}

export function patternCondition(pattern: string, not = false): Condition {
  return { on: 'pattern', pattern, not }
}

export function contentCondition(kinds: ContentKind[], not = false): Condition {
  return { on: 'content', kinds, not }
}

type RuleChanges = Partial<Omit<Rule, 'who' | 'what' | 'when' | 'reply'>> & {
  who?: Partial<Rule['who']>
  /** Conditions that all have to be met. */
  conditions?: Condition[]
  what?: Partial<Rule['what']>
  when?: Partial<Rule['when']>
  reply?: string | Partial<Rule['reply']>
}

/** A rule that answers 在吗 everywhere, in whatever case. */
export function rule({
  who,
  conditions = [textCondition('any-of', ['在吗'])],
  what,
  when,
  reply = {},
  ...changes
}: RuleChanges = {}): Rule {
  const texts = [{ text: typeof reply === 'string' ? reply : '稍后回复', weight: 1 }]
  return {
    id: 'r1',
    name: '',
    enabled: true,
    group: null,
    who: {
      kinds: ['friend', 'group', 'discuss'],
      contacts: [],
      except: [],
      categories: [],
      authors: [],
      roles: [],
      onlyWhenMentioned: false,
      ...who,
    },
    what: { join: 'all', groups: [{ join: 'all', conditions }], fold: { ...NO_FOLD, case: true }, ...what },
    when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false, ...when },
    reply: {
      texts,
      choose: 'random',
      delay: null,
      mode: 'send',
      followUp: null,
      ...(typeof reply === 'string' ? {} : reply),
    },
    cooldownMs: 0,
    goOn: false,
    tests: [],
    ...changes,
  }
}

/** Rules to be decided with; nothing holds replies to the same person back, and none is delayed. */
export function ruleSet(rules: readonly Rule[], policy: Partial<Policy> = {}): RuleSet {
  return {
    rules,
    policy: {
      ...DEFAULT_POLICY,
      limits: { ...DEFAULT_POLICY.limits, friendMs: 0, groupMs: 0 },
      delayMs: 0,
      ...policy,
    },
  }
}
