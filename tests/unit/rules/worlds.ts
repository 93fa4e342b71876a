import * as fc from 'fast-check'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import type { ChatEvent, Now, PlannedReply, RuleState, Verdict } from '../../../lib/rules/decide.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import type { Limits, RuleSet } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { rememberMute, rememberTakeover } from '../../../lib/rules/state.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../lib/time.ts'
import { contentCondition, event, NOON, NOW, ON, patternCondition, rule, textCondition } from './examples.ts'

const CHATS = ['chat-1', 'chat-2', 'group-1', 'group-2']
const PEOPLE = ['person-1', 'person-2', 'person-3']
const WORDS = ['在', '吗', '1', '2', '好的', '[自动回复] 在', '查北京', '在吗在吗']

/** Mostly the first; one time in twelve one of the others. */
function rarely<T>(usual: T, others: readonly T[]): fc.Arbitrary<T> {
  return fc.integer({ min: 0, max: 12 * others.length - 1 }).map((drawn) => others[drawn] ?? usual)
}

/** True one time in so many, and one more. */
function often(most: number): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: most }).map((drawn) => drawn === 0)
}

const words = fc.subarray(['在', '吗', '1', '好', '查'], { minLength: 1, maxLength: 2 })
const condition = fc.oneof(
  { weight: 5, arbitrary: words.map((texts) => textCondition('any-of', texts)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('exact', 'all-of', 'starts', 'ends'), words, fc.boolean())
      .map((parts) => textCondition(...parts)),
  },
  { weight: 1, arbitrary: fc.constant(patternCondition('查(.+)')) },
  { weight: 1, arbitrary: fc.constant(contentCondition(['join', 'shake'])) },
)
const template = fc.constantFrom('收到', '{nick}，{time}', '{capture:1}', '{count}', '{group}', '[{nick}]{message}')
const reply: fc.Arbitrary<Rule['reply']> = fc.record({
  texts: fc.array(fc.record({ text: template, weight: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  choose: fc.constantFrom('random', 'weighted', 'round-robin', 'sequence'),
  delay: fc.option(fc.record({ fromMs: fc.constantFrom(0, 2_000), toMs: fc.constantFrom(2_000, 60_000) })),
  mode: rarely<'send' | 'draft'>('send', ['draft']),
  followUp: fc.option(
    fc.record({
      choices: fc.constant([
        { texts: ['1'], reply: '一', again: true },
        { texts: ['2'], reply: '二 {nick}', again: false },
      ]),
      waitMs: fc.constantFrom(30 * SECOND, HOUR),
      otherwise: fc.option(fc.constant('一还是二？')),
    }),
  ),
})
/** A few rules that answer much of what is written. */
export const rules: fc.Arbitrary<Rule[]> = fc
  .array(
    fc.record({
      conditions: rarely(1, [2]).chain((count) => fc.array(condition, { minLength: count, maxLength: count })),
      reply,
      who: fc.record({
        kinds: rarely<Rule['who']['kinds']>(['friend', 'group', 'discuss'], [['friend'], ['group']]),
        contacts: rarely<string[]>([], [CHATS, CHATS.slice(1), CHATS.slice(2)]),
        except: rarely<string[]>([], [PEOPLE.slice(1, 2), CHATS.slice(1, 2)]),
        onlyWhenMentioned: fc.boolean(),
      }),
      when: fc.record({
        first: rarely<Rule['when']['first']>('any', ['ever', 'today', 'after-silence']),
        onlyWhenAway: often(5),
        hours: rarely<Rule['when']['hours']>([], [[{ on: 'workdays', from: 1_300, to: 400 }]]),
      }),
      cooldownMs: fc.constantFrom(0, 0, 0, 0, MINUTE, DAY),
      goOn: fc.boolean(),
      enabled: rarely(true, [false]),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((list) => list.map((changes, place): Rule => rule({ ...changes, id: `r${place}` })))

const limits: fc.Arbitrary<Limits> = fc.record({
  friendMs: fc.constantFrom(0, 0, 10 * MINUTE),
  groupMs: fc.constantFrom(0, 30 * MINUTE),
  perMinute: fc.integer({ min: 1, max: 20 }),
  perHour: fc.integer({ min: 1, max: 60 }),
  perDay: fc.integer({ min: 1, max: 300 }),
})
const sets: fc.Arbitrary<RuleSet> = fc.record({ rules, limits, delayMs: fc.constantFrom(0, 1_500) }).map((drawn) => ({
  rules: drawn.rules,
  policy: { ...DEFAULT_POLICY, limits: drawn.limits, delayMs: drawn.delayMs },
}))

/** One message and what has happened since the one before it. */
export const step = fc.record({
  /** ms since the step before. */
  gap: fc.constantFrom(0, 900, 4 * SECOND, 8 * SECOND, 30 * SECOND, 61 * SECOND, 11 * MINUTE, 3 * HOUR),
  chat: fc.integer({ min: 0, max: 3 }),
  author: fc.constantFrom(...PEOPLE),
  text: fc.constantFrom(...WORDS),
  nick: fc.constantFrom('小红', '{time}', '[微笑]', ']{{nick}}[', null),
  mentionsMe: fc.boolean(),
  isNotice: often(12),
  own: rarely<ChatEvent['own']>('no', ['self', 'echo']),
  isKnown: often(12).map((is) => !is),
  age: rarely(0, [5 * SECOND, 91 * SECOND]),
  login: rarely<ChatEvent['login']>(undefined, ['other', 'none']),
  number: rarely<string | null>(null, ['10000', '12345']),
  away: fc.boolean(),
  random: fc.integer({ min: 0, max: 0xffffffff }),
  switches: rarely<Now['switches']>(ON, [
    { ...ON, autoReply: false },
    { ...ON, pausedUntil: NOON + DAY },
    { ...ON, stopped: 'refused-sends' },
  ]),
  outside: rarely<'nothing' | 'takeover' | 'mute' | 'unmute'>('nothing', ['takeover', 'mute', 'unmute']),
})
export type Step = typeof step extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** One decision and what it was made from. */
export interface Decided {
  state: RuleState
  event: ChatEvent
  now: Now
  verdict: Verdict
}

/** The message of a step, `index` steps after the first and at `at` (ms). */
export function eventOf(drawn: Step, index: number, at: number): ChatEvent {
  const kind = drawn.chat < 2 ? 'friend' : 'group'
  return event({
    messageKey: `m${index}`,
    conversation: CHATS[drawn.chat]!,
    kind,
    author: kind === 'friend' ? PEOPLE[drawn.chat]! : drawn.author,
    text: drawn.text,
    segments: drawn.isNotice
      ? [{ type: 'notice', what: 'group-joined', facts: {} }]
      : [{ type: 'text', text: drawn.text }],
    names: { nick: drawn.nick, remark: null, card: null, group: kind === 'friend' ? null : '群' },
    own: drawn.own,
    ...(drawn.login ? { login: drawn.login } : {}),
    authorIsKnown: drawn.isKnown,
    authorNumber: drawn.number,
    mentionsMe: kind !== 'friend' && drawn.mentionsMe && !drawn.isNotice,
    previousAt: index % 3 === 0 ? null : at - (index % 5) * 10 * HOUR,
    sentAt: at - drawn.age,
  })
}

/** Lives through the steps and gives every decision with what it was made from. */
export function live(set: RuleSet, steps: readonly Step[]): Decided[] {
  const compiled = compileRules(set)
  let state = emptyRuleState
  let at = NOON
  return steps.map((drawn, index) => {
    at += drawn.gap
    const message = eventOf(drawn, index, at)
    if (drawn.outside === 'takeover') state = rememberTakeover(state, message.conversation, at)
    if (drawn.outside === 'mute') state = rememberMute(state, message.conversation, at + 5 * MINUTE)
    if (drawn.outside === 'unmute') state = rememberMute(state, message.conversation, 0)
    const now: Now = { ...NOW, at, serverAt: at, random: drawn.random, away: drawn.away, switches: drawn.switches }
    const before = state
    const verdict = decide(compiled, before, message, now)
    state = verdict.state
    return { state: before, event: message, now, verdict }
  })
}

/** Rules and the messages that come while they hold. */
export const worlds = { set: sets, steps: fc.array(step, { minLength: 30, maxLength: 60 }) }
/** What went out; nothing when there was no reply. */
export function repliesOf({ verdict: { outcome } }: Decided): readonly PlannedReply[] {
  return outcome.kind === 'reply' ? outcome.replies : []
}
