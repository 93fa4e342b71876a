import { compileRules } from '../../../lib/rules/compile.ts'
import type { CompiledRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import type { ChatEvent } from '../../../lib/rules/event.ts'
import { middle, timeOf } from './rates.ts'
import { seeded } from './seeded.ts'
import { createRule, createWorld, nowOf } from './world.ts'

/** How long the worst message takes, decided about as a whole. */
export interface Hostile {
  what: string
  /** Which text it was. */
  text: string
  /** Median of several, of the slowest of the texts; of the first such message of all. */
  ms: number
  firstMs: number
}

const LENGTH = 100_000
const SAMPLES = 9

/** Messages of 100,000 characters that are made to be slow, against 1,000 keyword rules and against 100 patterns. */
export function measureHostile(): Hostile[] {
  const { set, messages } = createWorld(1_000, 0, 1)
  const [message] = messages
  if (!message) throw new Error('The world has no message')
  const words = set.rules.flatMap(({ what }) =>
    what.groups.flatMap(({ conditions }) => conditions.flatMap((one) => (one.on === 'text' ? one.texts : []))),
  )
  const alike = Array.from({ length: 1_000 }, (_, place) =>
    createRule(`a${place}`, {
      on: 'text',
      match: 'any-of',
      texts: [`${'a'.repeat(150 + (place % 50))}${place}`, 'a'.repeat(1 + (place % 200))],
      not: false,
    }),
  )
  const patterns = Array.from({ length: 100 }, (_, place) =>
    createRule(`p${place}`, {
      on: 'pattern',
      pattern: HOSTILE_PATTERNS[place % HOSTILE_PATTERNS.length] ?? '',
      not: false,
    }),
  )
  return [
    slowest('1,000 keyword rules', compileRules(set), message, {
      ...TEXTS,
      'all the words of the rules': fill(words.join('')),
    }),
    slowest('1,000 rules of words that are nearly alike', compileRules({ ...set, rules: alike }), message, TEXTS),
    slowest('100 patterns that need no word', compileRules({ ...set, rules: patterns }), message, TEXTS),
  ]
}

const HOSTILE_PATTERNS = ['(a+)+$', '(?:a|aa)+b', '[一-龥]+\\d{3}$', '\\d+\\s*\\p{L}+!$', '(\\w*)(\\w*)-$']

const fill = (part: string): string => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)

const TEXTS: Readonly<Record<string, string>> = {
  'one letter': fill('a'),
  'nearly a word, again and again': fill(`${'a'.repeat(199)}b`),
  'accents out of order': `e${'\u0301'.repeat(LENGTH / 2)}${'\u0323'.repeat(LENGTH / 2 - 1)}`,
  'traditional characters': fill('請問發票'),
  marks: fill('！？!?'),
  emoji: fill('😀👍'),
  'half-width kana': fill('ｶﾞ'),
  blanks: fill(' \u3000'),
  'everything there is': everything(),
}

function everything(): string {
  const random = seeded(7)
  return Array.from({ length: LENGTH }, () => String.fromCharCode(Math.floor(random() * 0x1_0000))).join('')
}

function slowest(
  what: string,
  compiled: CompiledRules,
  message: ChatEvent,
  texts: Readonly<Record<string, string>>,
): Hostile {
  let worst: Hostile = { what, text: '', ms: 0, firstMs: 0 }
  let firstMs = 0
  for (const [name, text] of Object.entries(texts)) {
    const event: ChatEvent = { ...message, text, segments: [{ type: 'text', text }] }
    const times = Array.from({ length: SAMPLES }, () =>
      timeOf(() => decide(compiled, emptyRuleState, event, nowOf(event))),
    )
    firstMs ||= times[0] ?? 0
    const ms = middle(times)
    if (ms > worst.ms) worst = { what, text: name, ms, firstMs }
  }
  return { ...worst, firstMs }
}
