import { compileRules } from '../compile.ts'
import type { CompiledRule, CompiledRules } from '../compile.ts'
import { decide } from '../decide.ts'
import type { Policy, RuleSet } from '../policy.ts'
import type { Rule, RuleTest } from '../rule.ts'
import { emptyRuleState } from '../state.ts'
import type { Verdict } from '../verdict.ts'
import { eventFrom, nowFrom } from './event-draft.ts'
import { instantOf, openTime } from './open-time.ts'
import { single } from './single.ts'
import { circumstancesOf } from './witness.ts'

/** How one of a rule's tests ended, in the order of `rule.tests`. */
export interface TestResult {
  passed: boolean
  /** What the engine did; null: the rule's schedule lets it answer at no time, so that nothing could be tried. */
  got: Verdict['outcome'] | null
  /** The time the message was tried at, ms; null as above. */
  at: number | null
}

/**
 * Runs the tests of one rule within all rules, as they stand: rules above it count. The rule itself counts as switched on,
 * also its group, and takes the place of the one with its id; a new one stands last. The message comes from somebody the
 * rule is for, in a place it is for; nobody has been answered yet, everything is switched on, and the names are those of
 * `SAMPLE_NAMES`.
 * @param zone - IANA name, in which `given.at` is read.
 * @param at - ms; a test without a time is tried at the first time from here on at which the rule may answer.
 */
export function runTests({ rules, policy }: RuleSet, rule: Rule, zone: string, at: number): TestResult[] {
  if (rule.tests.length === 0) return []
  const tried = { ...rule, enabled: true, group: null }
  const isKnown = rules.some(({ id }) => id === rule.id)
  const all = isKnown ? rules.map((one) => (one.id === rule.id ? tried : one)) : [...rules, tried]
  return runWith(compileRules({ rules: all, policy }), policy, tried, zone, at)
}

/** The tests of all rules that have some, by rule id. Faster than one rule after the other. */
export function runAllTests(set: RuleSet, zone: string, at: number): Map<string, TestResult[]> {
  const results = new Map<string, TestResult[]>()
  let whole: CompiledRules | null = null
  for (const rule of set.rules) {
    if (rule.tests.length === 0) continue
    whole ??= compileRules(set)
    const isEnabled = whole.byId.get(rule.id)?.isEnabled === true
    results.set(rule.id, isEnabled ? runWith(whole, set.policy, rule, zone, at) : runTests(set, rule, zone, at))
  }
  return results
}

function runWith(compiled: CompiledRules, policy: Policy, rule: Rule, zone: string, near: number): TestResult[] {
  const open = openTime(rule, policy, zone, near)
  const own = compiled.byId.get(rule.id)
  return rule.tests.map(({ given, expect }): TestResult => {
    const at = given.at === null ? open.at : instantOfWall(given.at, zone)
    if (at === null) return { passed: expect.kind === 'silence' && expect.why === null, got: null, at: null }
    const got = ask(compiled, rule, given, zone, at)
    const says = (): string[] => (own ? saysOf(compiled, own, given, zone, at) : [])
    return { passed: isAsExpected(expect, got, rule, says), got, at }
  })
}

function ask(compiled: CompiledRules, rule: Rule, given: RuleTest['given'], zone: string, at: number) {
  const { away, ...place } = circumstancesOf(rule, given.kind, at)
  const { text, mentioned, content } = given
  const event = eventFrom({ ...place, text, mentioned, content })
  return decide(compiled, emptyRuleState, event, nowFrom(at, zone, { away }), 'none').outcome
}

/** @param says - Everything the rule can answer; asked only when it answered otherwise than expected. */
function isAsExpected(expect: RuleTest['expect'], got: Verdict['outcome'], rule: Rule, says: () => string[]): boolean {
  const offered = offerOf(got, rule.id)
  if (expect.kind === 'reply') {
    if (offered === null) return false
    return expect.text === null || expect.text === offered || says().includes(expect.text)
  }
  // What another rule answers is no business of this one, unless the test names a reason.
  if (expect.why === null) return offered === null
  return got.kind === 'none' && got.why === expect.why
}

/** What the rule says, or offers as a draft; null: nothing. */
function offerOf(got: Verdict['outcome'], ruleId: string): string | null {
  if (got.kind === 'reply') return got.replies.find((reply) => reply.ruleId === ruleId)?.text ?? null
  return got.why === 'draft' && got.ruleId === ruleId ? (got.text ?? null) : null
}

/** One of several replies is drawn: any of them is as good. */
function saysOf(
  compiled: CompiledRules,
  own: CompiledRule,
  given: RuleTest['given'],
  zone: string,
  at: number,
): string[] {
  const { rule } = own
  if (rule.reply.texts.length === 1) return []
  return rule.reply.texts.flatMap(({ text }) => {
    const offered = offerOf(ask(single(compiled, own, text), rule, given, zone, at), rule.id)
    return offered === null ? [] : [offered]
  })
}

/** A wall time `YYYY-MM-DDTHH:mm`, ms. */
function instantOfWall(wall: string, zone: string): number {
  return instantOf(wall.slice(0, 10), Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16)), zone)
}
