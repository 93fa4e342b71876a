import type { ChatEvent, Now } from '../../../lib/rules/event.ts'
import { foldText } from '../../../lib/rules/fold.ts'
import { DEFAULT_POLICY } from '../../../lib/rules/policy.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import type { Condition, Rule } from '../../../lib/rules/rule.ts'
import { SECOND } from '../../../lib/time.ts'
import { seeded } from './seeded.ts'

const FOLD = { case: true, width: true, blanks: false, repeats: false, script: true }

/**
 * 2,500 Chinese characters; those in front are the frequent ones. They are simplified, so that a plain search, which does
 * not know about scripts, finds the same as the rules.
 */
const CHARACTERS = Array.from({ length: 20_000 }, (_, place) =>
  String.fromCharCode(0x4e00 + ((place * 1_231) % 20_000)),
)
  .filter((character) => foldText(character, FOLD) === character)
  .slice(0, 2_500)
const SEASONING = [
  '，',
  '。',
  '？',
  '！',
  '…',
  ' ',
  'ok',
  'PPT',
  '666',
  '[微笑]',
  '[图片]',
  'http://example.com/a?b=1',
  '哈哈哈',
  '😀',
]

/** One message in so many has a word of a rule put into it, whatever the number of rules. */
const SHARE_WITH_WORD = 1 / 3
export const START = 1_790_000_000_000

export interface RuleWorld {
  set: RuleSet
  messages: readonly ChatEvent[]
}

/**
 * Rules of one to three words each, as many patterns among them as asked for, and messages of about 35 characters by
 * 50 friends and 20 groups, three seconds apart.
 */
export function createWorld(rules: number, patterns: number, messages: number, seed = 1): RuleWorld {
  const random = seeded(seed)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const word = () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(CHARACTERS)).join('')
  // Frequent characters are far more frequent, as in any language.
  const character = () => CHARACTERS[Math.floor(CHARACTERS.length * random() ** 3)] ?? ''

  const keywordRules = Array.from({ length: rules - patterns }, (_, place) =>
    createRule(`k${place}`, {
      on: 'text',
      match: 'any-of',
      texts: Array.from({ length: 1 + (place % 3) }, word),
      not: false,
    }),
  )
  const patternRules = Array.from({ length: patterns }, (_, place) => {
    const pattern =
      [`${word()}.*${word()}`, `${word()}\\d`, `(?:${word()}|${word()})\\s*n`, `^${word()}`][place % 4] ?? ''
    return createRule(`p${place}`, { on: 'pattern', pattern, not: false })
  })
  const words = keywordRules.flatMap(({ what }) =>
    what.groups.flatMap(({ conditions }) => conditions.flatMap((one) => (one.on === 'text' ? one.texts : []))),
  )
  const text = () => {
    const parts = Array.from({ length: 3 + Math.floor(random() * 60) }, () =>
      random() < 0.08 ? pick(SEASONING) : character(),
    )
    if (words.length > 0 && random() < SHARE_WITH_WORD)
      parts.splice(Math.floor(random() * parts.length), 0, pick(words))
    return parts.join('')
  }
  return {
    set: {
      rules: shuffled([...keywordRules, ...patternRules], random),
      policy: { ...DEFAULT_POLICY, limits: { friendMs: 0, groupMs: 0, perMinute: 20, perHour: 1_000, perDay: 10_000 } },
    },
    messages: Array.from({ length: messages }, (_, place) => createEvent(place, text(), random)),
  }
}

export function createRule(id: string, condition: Condition): Rule {
  return {
    id,
    name: '',
    enabled: true,
    group: null,
    who: {
      kinds: ['friend', 'group'],
      contacts: [],
      except: [],
      categories: [],
      authors: [],
      roles: [],
      onlyWhenMentioned: false,
    },
    what: {
      join: 'all',
      groups: [{ join: 'all', conditions: [condition] }],
      fold: FOLD,
    },
    when: { hours: [], dates: null, first: 'any', silenceDays: 7, onlyWhenAway: false },
    reply: {
      texts: [{ text: '{nick}，我在开会，{time} 后回复', weight: 1 }],
      choose: 'random',
      delay: null,
      mode: 'send',
      followUp: null,
    },
    cooldownMs: 0,
    goOn: false,
    tests: [],
  }
}

function createEvent(place: number, text: string, random: () => number): ChatEvent {
  const isGroup = random() < 0.4
  const person = Math.floor(random() * 50)
  const sentAt = START + place * 3 * SECOND
  return {
    messageKey: `m${place}`,
    account: '10001',
    conversation: isGroup ? `group-${person % 20}` : `friend-${person}`,
    kind: isGroup ? 'group' : 'friend',
    author: `friend-${person}`,
    own: 'no',
    authorIsKnown: true,
    names: { nick: `朋友${person}`, remark: null, card: null, group: isGroup ? '同学群' : null },
    authorNumber: null,
    category: null,
    role: isGroup ? 'member' : null,
    previousAt: sentAt - 60 * SECOND,
    text,
    segments: [{ type: 'text', text }],
    mentionsMe: isGroup,
    sentAt,
  }
}

/** The moment at which a message is decided about: when it was sent. */
export function nowOf({ sentAt }: ChatEvent): Now {
  return {
    at: sentAt,
    serverAt: sentAt,
    zone: 'Asia/Shanghai',
    random: sentAt % 2 ** 32,
    switches: { autoReply: true, pausedUntil: null, stopped: null },
    away: false,
  }
}

function shuffled<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
