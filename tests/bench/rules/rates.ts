import { compileRules } from '../../../lib/rules/compile.ts'
import { decide, emptyRuleState } from '../../../lib/rules/decide.ts'
import { matchWords } from '../../../lib/rules/match-words.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { createWorld, nowOf } from './world.ts'
import type { RuleWorld } from './world.ts'

/** How fast one set of rules is, in messages a second; medians of rounds that take turns. */
export interface Rates {
  rules: number
  patterns: number
  compileMs: number
  /** Rules that matched, over all messages: the same for all three ways of looking. */
  hits: number
  match: number
  /** The plainest way: every rule in turn, `includes` of every word. null: not tried with patterns. */
  loop: number | null
  /** Every rule in turn, as one of the engine's own regular expressions. */
  regExp: number
  /** The whole of deciding: guards, matching, conditions, limits, reply, new state, compact trace. */
  decide: number
  traceBytes: { median: number; most: number }
}

const MESSAGES = 10_000
/** The slow ways get a part of the messages: what counts is how many they do a second. */
const LOOP_BUDGET = 1_000_000
const ROUNDS = 7

export function measureRates(rules: number, patterns: number): Rates {
  const world = createWorld(rules, patterns, MESSAGES)
  const { set, messages } = world
  const compileMs = middle(Array.from({ length: 5 }, () => timeOf(() => compileRules(set))))
  const compiled = compileRules(set)

  const part = messages.slice(0, Math.min(MESSAGES, Math.max(200, LOOP_BUDGET / rules)))
  const texts = part.map(({ text }) => text)
  const words = set.rules.map(wordsOf)
  const regExps = set.rules.map(regExpOf)

  let hits = 0
  let looped = 0
  let tested = 0
  const times = { match: [] as number[], loop: [] as number[], regExp: [] as number[], decide: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    const match = timeOf(() => {
      hits = 0
      for (const message of messages) hits += matchWords(compiled, message).length
    })
    const loop = timeOf(() => {
      looped = 0
      for (const text of texts) looped += loopOver(words, text)
    })
    const regExp = timeOf(() => {
      tested = 0
      for (const text of texts) for (const one of regExps) if (one.test(text)) tested++
    })
    const whole = timeOf(() => decideAll(world, compiled))
    // The first round is for the engine to get warm.
    if (round === 0) continue
    times.match.push(match / MESSAGES)
    times.loop.push(loop / part.length)
    times.regExp.push(regExp / part.length)
    times.decide.push(whole / MESSAGES)
  }
  const same = part.reduce((sum, message) => sum + matchWords(compiled, message).length, 0)
  if (patterns === 0 && looped !== same) throw new Error(`The loop found ${looped} rules, the index ${same}`)
  if (tested !== same) throw new Error(`The regular expressions found ${tested} rules, the index ${same}`)
  return {
    rules,
    patterns,
    compileMs,
    hits,
    match: 1_000 / middle(times.match),
    loop: patterns > 0 ? null : 1_000 / middle(times.loop),
    regExp: 1_000 / middle(times.regExp),
    decide: 1_000 / middle(times.decide),
    traceBytes: traceBytes(world, compiled),
  }
}

/** How many times longer matching takes with 10,000 keyword rules than with 1,000, both taking turns. */
export function measureGrowth(): number {
  const few = createWorld(1_000, 0, MESSAGES)
  const many = createWorld(10_000, 0, MESSAGES)
  const sides = [few, many].map(({ set, messages }) => ({
    compiled: compileRules(set),
    messages,
    times: [] as number[],
  }))
  for (let round = 0; round <= 2 * ROUNDS; round++) {
    for (const { compiled, messages, times } of sides) {
      const time = timeOf(() => {
        for (const message of messages) matchWords(compiled, message)
      })
      if (round > 0) times.push(time)
    }
  }
  const [before, after] = sides.map(({ times }) => middle(times))
  return (after ?? Number.NaN) / (before ?? Number.NaN)
}

function decideAll({ messages }: RuleWorld, compiled: ReturnType<typeof compileRules>): void {
  let state = emptyRuleState
  for (const message of messages) ({ state } = decide(compiled, state, message, nowOf(message)))
}

function traceBytes({ messages }: RuleWorld, compiled: ReturnType<typeof compileRules>): Rates['traceBytes'] {
  let state = emptyRuleState
  const sizes = messages.map((message) => {
    const verdict = decide(compiled, state, message, nowOf(message))
    state = verdict.state
    return new TextEncoder().encode(JSON.stringify(verdict.trace)).length
  })
  return { median: middle(sizes), most: Math.max(...sizes) }
}

function wordsOf(rule: Rule): readonly string[] {
  const [condition] = rule.what.groups[0]?.conditions ?? []
  return condition?.on === 'text' ? condition.texts : []
}

function loopOver(rules: readonly (readonly string[])[], text: string): number {
  let found = 0
  for (const words of rules) {
    for (const word of words) {
      if (!text.includes(word)) continue
      found++
      break
    }
  }
  return found
}

function regExpOf(rule: Rule): RegExp {
  const [condition] = rule.what.groups[0]?.conditions ?? []
  if (condition?.on === 'pattern') return new RegExp(condition.pattern, 'iu')
  return new RegExp(wordsOf(rule).join('|'), 'iu')
}

export function timeOf(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

export function middle(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN
}
