import * as fc from 'fast-check'
import type { Decision } from '../../../../lib/chat/decision.ts'
import type { ConversationKind, Message } from '../../../../lib/chat/message.ts'
import type { Segment } from '../../../../lib/chat/segment.ts'
import { segmentsToText } from '../../../../lib/chat/segment.ts'
import type { ChatEvent, Now } from '../../../../lib/rules/event.ts'
import type { RuleSet } from '../../../../lib/rules/policy.ts'
import type { Condition, Rule } from '../../../../lib/rules/rule.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../../lib/time.ts'
import { NOON, ON, rule, ruleSet } from '../examples.ts'

/** A small vocabulary, so that random rules and random messages have something to do with each other. */
export const WORDS = ['在吗', '在', '你好', '价格', '多少', 'ok', 'OK', 'ＯＫ', '價格', '!!', '1', '嗯', ' ']
const PATTERNS = ['在.*吗', '^你好$', '(价格|多少)(\\d)?', '(?<word>o+k)', '[^嗯]+', '\\d+', '在|嗯$']
const PEOPLE = ['chat-1', 'chat-2', 'person-1', 'person-2']

export const words: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
  .filter((text) => text.trim() !== '')

const keyword = fc.constantFrom(...WORDS.filter((word) => word.trim() !== ''))

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      on: fc.constant('text' as const),
      match: fc.constantFrom('exact' as const, 'any-of', 'all-of', 'starts', 'ends'),
      texts: fc.uniqueArray(keyword, { minLength: 1, maxLength: 3 }),
      not: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constant('pattern' as const),
      pattern: fc.constantFrom(...PATTERNS),
      not: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constant('content' as const),
      kinds: fc.uniqueArray(fc.constantFrom('text' as const, 'face', 'picture', 'share', 'shake', 'join'), {
        minLength: 1,
        maxLength: 3,
      }),
      not: fc.boolean(),
    }),
  },
)

const join = fc.constantFrom('all' as const, 'any' as const)
const people = fc.oneof(
  { weight: 4, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.subarray(PEOPLE, { minLength: 1 }) },
)

/** Any rule, with little in it that keeps it from ever answering. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    who: fc.record({
      kinds: fc.subarray(['friend' as const, 'group' as const, 'discuss' as const], { minLength: 1 }),
      contacts: people,
      except: people,
      categories: fc.constantFrom<string[]>([], [], [], ['家人']),
      authors: people,
      roles: fc.constantFrom<Rule['who']['roles']>([], [], [], ['owner', 'admin']),
      onlyWhenMentioned: fc.boolean(),
    }),
    what: fc.record({
      join,
      groups: fc.array(fc.record({ join, conditions: fc.array(condition, { minLength: 1, maxLength: 2 }) }), {
        minLength: 1,
        maxLength: 2,
      }),
      fold: fc.record({
        case: fc.boolean(),
        width: fc.boolean(),
        blanks: fc.boolean(),
        repeats: fc.boolean(),
        script: fc.boolean(),
      }),
    }),
    when: fc.record({
      hours: fc.constantFrom<Rule['when']['hours']>(
        [],
        [],
        [{ on: [1, 2, 3, 4, 5, 6, 7], from: 20 * 60, to: 8 * 60 }],
        [{ on: 'workdays', from: 9 * 60, to: 18 * 60 }],
      ),
      dates: fc.constantFrom<Rule['when']['dates']>(null, null, { from: '2026-09-01', to: '2026-10-01' }),
      first: fc.constantFrom<Rule['when']['first']>('any', 'any', 'any', 'ever', 'today', 'after-silence'),
      silenceDays: fc.constantFrom(1, 7),
      onlyWhenAway: fc.constantFrom(false, false, false, true),
    }),
    reply: fc.record({
      texts: fc.array(
        fc.record({
          text: fc.constantFrom('稍后回复', '{nick}你好', '价格 {time}', '第 {count} 次：{message}', '{group}', 'ok'),
          weight: fc.integer({ min: 1, max: 5 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      choose: fc.constantFrom<Rule['reply']['choose']>('random', 'weighted', 'round-robin', 'sequence'),
      delay: fc.constantFrom<Rule['reply']['delay']>(null, { fromMs: 0, toMs: 5_000 }),
      mode: fc.constantFrom<Rule['reply']['mode']>('send', 'send', 'send', 'draft'),
      followUp: fc.constantFrom<Rule['reply']['followUp']>(null, null, {
        choices: [
          { texts: ['1', '在'], reply: '一', again: true },
          { texts: ['嗯'], reply: '好', again: false },
        ],
        waitMs: 5 * MINUTE,
        otherwise: '请回 1',
      }),
    }),
    cooldownMs: fc.constantFrom(0, 0, 30 * SECOND, HOUR),
    goOn: fc.constantFrom(false, false, false, true),
  })
  .map((parts) => rule(parts))

/** Rules with ids of their own, and limits that are sometimes reached. */
export const anyRuleSet: fc.Arbitrary<RuleSet> = fc
  .record({
    rules: fc.array(anyRule, { minLength: 1, maxLength: 6 }),
    friendMs: fc.constantFrom(0, 0, MINUTE),
    groupMs: fc.constantFrom(0, MINUTE),
    perMinute: fc.constantFrom(2, 6, 20),
    perHour: fc.constantFrom(5, 40),
  })
  .map(({ rules, friendMs, groupMs, perMinute, perHour }) =>
    ruleSet(
      rules.map((one, place) => ({ ...one, id: `r${place}` })),
      { limits: { friendMs, groupMs, perMinute, perHour, perDay: 200 }, serviceAccounts: ['10000'], delayMs: 1_500 },
    ),
  )

const segments: fc.Arbitrary<Segment[]> = fc.oneof(
  { weight: 8, arbitrary: words.map((text): Segment[] => [{ type: 'text', text }]) },
  {
    weight: 1,
    arbitrary: words.map((text): Segment[] => [
      { type: 'text', text },
      { type: 'face', code: 14, name: '微笑' },
    ]),
  },
  { weight: 1, arbitrary: fc.constant<Segment[]>([{ type: 'picture' }]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('share' as const, 'shake' as const, 'group-joined' as const)
      .map((what): Segment[] => [{ type: 'notice', what, facts: {} }]),
  },
)

/** Nobody joins the chat with a friend. */
function toFriend(segment: Segment): Segment {
  return segment.type === 'notice' && segment.what === 'group-joined' ? { ...segment, what: 'shake' } : segment
}

/** Any message, mostly one that may be answered; sent at `NOON`. */
export const anyEvent: fc.Arbitrary<ChatEvent> = fc
  .record({
    kind: fc.constantFrom<ConversationKind>('friend', 'friend', 'group', 'discuss'),
    conversation: fc.constantFrom('chat-1', 'chat-2', 'chat-3'),
    author: fc.constantFrom('person-1', 'person-2', 'person-3'),
    segments,
    mentionsMe: fc.boolean(),
    own: fc.constantFrom<ChatEvent['own']>('no', 'no', 'no', 'no', 'no', 'no', 'no', 'self', 'echo'),
    authorIsKnown: fc.constantFrom(true, true, true, true, true, false),
    authorNumber: fc.constantFrom(null, null, null, '10000', '12345'),
    category: fc.constantFrom(null, '家人'),
    role: fc.constantFrom<ChatEvent['role']>('member', 'owner'),
    previousAt: fc.constantFrom(null, NOON - MINUTE, NOON - 3 * DAY, NOON - 30 * DAY),
    addressed: fc.boolean(),
    nick: fc.constantFrom(null, '小红', '{time}', '[微笑]'),
  })
  .map(({ kind, segments: drawn, mentionsMe, addressed, nick, role, ...other }) => {
    const parts = kind === 'friend' ? drawn.map(toFriend) : drawn
    const isNotice = parts[0]?.type === 'notice'
    const isNamed = kind !== 'friend' && mentionsMe && !isNotice
    const said = segmentsToText(parts)
    const text = isNamed ? `@我 ${said}` : said
    const named: Segment[] = isNamed ? [{ type: 'text', text: '@我 ' }, ...parts] : parts
    return {
      messageKey: 'm',
      account: '10001',
      ...other,
      kind,
      author: kind === 'friend' ? other.conversation : other.author,
      names: { nick, remark: null, card: kind === 'group' ? '群名片' : null, group: kind === 'friend' ? null : '群' },
      role: kind === 'group' ? role : null,
      text,
      segments: named,
      mentionsMe: isNamed,
      ...(isNamed && addressed ? { addressed: said } : {}),
      sentAt: NOON,
    }
  })

/** One thing that happens in a day: a message, or something no message tells of. */
export type Happening = { after: number } & (
  | { what: 'message'; event: ChatEvent; age: number; random: number; away: boolean; isOn: boolean; isUp: boolean }
  | { what: 'takeover'; conversation: string }
  | { what: 'mute'; conversation: string; forMs: number | null; whom: 'me' | 'all' }
  | { what: 'unmute'; conversation: string; whom: 'me' | 'all' }
  | { what: 'resume'; conversation: string }
  | { what: 'rules' }
)

const conversation = fc.constantFrom('chat-1', 'chat-2', 'chat-3')
const whom = fc.constantFrom('me' as const, 'all' as const)
/** Mostly within seconds of each other, so that loops, bursts and limits come about. */
const after = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 * SECOND }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * HOUR }) },
)

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      after,
      what: fc.constant('message' as const),
      event: anyEvent,
      age: fc.constantFrom(0, SECOND, SECOND, 80 * SECOND, 100 * SECOND),
      random: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      away: fc.boolean(),
      isOn: fc.constantFrom(true, true, true, true, true, true, true, false),
      isUp: fc.constantFrom(true, true, true, true, true, true, true, false),
    }),
  },
  { weight: 2, arbitrary: fc.record({ after, what: fc.constant('takeover' as const), conversation }) },
  {
    weight: 1,
    arbitrary: fc.record({
      after,
      what: fc.constant('mute' as const),
      conversation,
      forMs: fc.constantFrom(null, MINUTE, HOUR),
      whom,
    }),
  },
  { weight: 2, arbitrary: fc.record({ after, what: fc.constant('unmute' as const), conversation, whom }) },
  { weight: 1, arbitrary: fc.record({ after, what: fc.constant('resume' as const), conversation }) },
  { weight: 1, arbitrary: fc.record({ after, what: fc.constant('rules' as const) }) },
)

/** A friend's machine that answers everything at once, and what the user does about it: loops and their ends. */
export const chatter: fc.Arbitrary<Happening> = happening.map((one): Happening => {
  if (one.what === 'takeover') return { ...one, conversation: 'chat-1' }
  if (one.what !== 'message') {
    const after = one.after % (10 * SECOND)
    return one.what === 'rules' ? { ...one, after } : { ...one, after, conversation: 'chat-1' }
  }
  const after = one.after > 40 * SECOND ? 17 * MINUTE : one.after > 20 * SECOND ? 8 * MINUTE : 5 * SECOND + one.after
  const from = { kind: 'friend' as const, conversation: 'chat-1', author: 'chat-1', own: 'no' as const }
  const named = { authorIsKnown: true, authorNumber: null, mentionsMe: false }
  return { ...one, after, age: 0, isOn: true, isUp: true, event: { ...one.event, ...from, ...named } }
})

export const anyNow: fc.Arbitrary<Now> = fc.record({
  at: fc.constant(NOON),
  serverAt: fc.constantFrom(NOON, NOON + SECOND, NOON + 100 * SECOND),
  zone: fc.constantFrom('Asia/Shanghai', 'America/New_York'),
  random: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  switches: fc.constantFrom(ON, ON, ON, { ...ON, autoReply: false }, { ...ON, pausedUntil: NOON + HOUR }),
  away: fc.boolean(),
})

/** What the archive keeps of a message and of what was decided about it. */
export interface Kept {
  message: Message
  decision: Decision
}
