import type { RuleCheck, TraceStep } from '../../chat/decision.ts'
import { HOUR } from '../../time.ts'
import { compileRules } from '../compile.ts'
import type { CompiledRule } from '../compile.ts'
import type { ChatEvent } from '../event.ts'
import type { Rule } from '../rule.ts'
import type { Verdict } from '../verdict.ts'
import { change } from './change.ts'
import type { Change, World } from './change.ts'
import { changesOfText, withoutWords } from './changes-of-text.ts'
import { openTime } from './open-time.ts'

/** Most rules that are compiled anew to see what they would do if they were switched on. */
const MOST_SWITCHED_ON = 5

/** Changes of single rules, and of the message as far as a rule asks for it. */
export function* changesOfRules(world: World, { outcome, trace }: Verdict): Generator<Change, void> {
  const isReply = outcome.kind === 'reply'
  const speakers = isReply ? outcome.replies.map(({ ruleId }) => ruleId) : []
  const drafter = outcome.kind === 'none' && outcome.why === 'draft' ? outcome.ruleId : null
  for (const ruleId of drafter === null ? speakers : [drafter]) yield* changesOfSpeaker(world, ruleId, trace)

  const steps = stepsByRule(trace)
  let switchedOn = 0
  for (const compiled of world.compiled.rules) {
    const own = steps.get(compiled.rule.id) ?? []
    const [failed, ...others] = own.filter(isAgainst)
    const isOff = own.filter(isAgainst).every(({ check }) => check === 'rule:enabled' || check === 'rule:group-enabled')
    if (failed && isOff) {
      if (switchedOn++ < MOST_SWITCHED_ON) yield switchedOnRule(world, compiled)
    } else if (failed && others.length === 0) {
      yield* changesOfCondition(world, compiled, failed.check.slice('rule:'.length) as RuleCheck)
    }
  }
}

function stepsByRule(trace: readonly TraceStep[]): Map<string, TraceStep[]> {
  const steps = new Map<string, TraceStep[]>()
  for (const step of trace) {
    if (step.ruleId === null) continue
    const own = steps.get(step.ruleId)
    if (own) own.push(step)
    else steps.set(step.ruleId, [step])
  }
  return steps
}

/** A condition of the rule that does not hold. One of several joined by "or" has a place, and is none by itself. */
function isAgainst({ check, passed, at }: TraceStep): boolean {
  if (passed || at !== undefined || !check.startsWith('rule:')) return false
  return check !== 'rule:follow-up' && check !== 'rule:cooldown' && check !== 'rule:reply'
}

/** What would have kept a rule silent that spoke. */
function* changesOfSpeaker(world: World, ruleId: string, trace: readonly TraceStep[]): Generator<Change, void> {
  const { event, now } = world
  const rule = world.compiled.byId.get(ruleId)?.rule
  if (!rule) return
  yield change('rule-off', () => withoutRule(world, ruleId), { ruleId })
  const match = trace.find((step) => step.ruleId === ruleId && step.check === 'rule:match' && step.at === undefined)
  if (match?.detail) yield* withoutWords(world, match.detail)
  if (event.kind !== 'friend' && event.mentionsMe) {
    yield change('not-mentioned', () => ({ ...world, event: { ...event, mentionsMe: false } }))
  }
  if (rule.when.onlyWhenAway) yield change('not-away', () => ({ ...world, now: { ...now, away: false } }))
  if (rule.when.hours.length > 0) {
    const closed = otherHours(event.sentAt).find((at) => !isOpen(world, rule, at))
    if (closed !== undefined) yield change('time', () => sentAt(world, closed), { at: closed, ruleId })
  }
}

function* changesOfCondition(world: World, compiled: CompiledRule, check: RuleCheck): Generator<Change, void> {
  const { rule } = compiled
  const { event, now, compiled: rules } = world
  const ruleId = rule.id
  const relaxed = (who: Partial<Rule['who']>, when: Partial<Rule['when']> = {}): Change =>
    change(
      'condition',
      () => withRule(world, ruleId, (one) => ({ ...one, who: { ...one.who, ...who }, when: { ...one.when, ...when } })),
      { ruleId, check },
    )
  const { who } = rule
  switch (check) {
    case 'kind':
      yield relaxed({ kinds: [...who.kinds, event.kind] })
      break
    case 'contact':
      yield relaxed({ contacts: [...who.contacts, event.conversation] })
      break
    case 'except':
      yield relaxed({ except: who.except.filter((id) => id !== event.conversation && id !== event.author) })
      break
    case 'category':
      yield relaxed({ categories: [] })
      break
    case 'author':
      yield relaxed({ authors: [] })
      break
    case 'role':
      yield relaxed({ roles: [] })
      break
    case 'mention':
      yield change('mentioned', () => ({ ...world, event: { ...event, mentionsMe: true } }), { ruleId })
      break
    case 'first':
      yield relaxed({}, { first: 'any' })
      break
    case 'away':
      yield change('away', () => ({ ...world, now: { ...now, away: true } }), { ruleId })
      break
    case 'hours':
    case 'dates': {
      const { at } = openTime(rule, rules.policy, now.zone, event.sentAt)
      if (at !== null) yield change('time', () => sentAt(world, at), { at, ruleId })
      break
    }
    case 'match':
      yield* changesOfText(world, compiled)
      break
    case 'enabled':
    case 'group-enabled':
    case 'follow-up':
    case 'cooldown':
    case 'reply':
  }
}

function switchedOnRule(world: World, { rule }: CompiledRule): Change {
  return change(
    'rule-on',
    () => {
      const rules = world.compiled.rules.map((one) =>
        one.rule.id === rule.id ? { ...rule, enabled: true, group: null } : one.rule,
      )
      return { ...world, compiled: compileRules({ rules, policy: world.compiled.policy }) }
    },
    { ruleId: rule.id },
  )
}

/** The world with one rule changed in anything but its words, which stay in the index as they are. */
export function withRule(world: World, ruleId: string, edit: (rule: Rule) => Rule): World {
  return replaceRule(world, ruleId, (one) => ({ ...one, rule: edit(one.rule) }))
}

function withoutRule(world: World, ruleId: string): World {
  return replaceRule(world, ruleId, (one) => ({
    ...one,
    isEnabled: false,
    what: { ...one.what, match: () => null },
  }))
}

function replaceRule(world: World, ruleId: string, edit: (one: CompiledRule) => CompiledRule): World {
  const rules = world.compiled.rules.map((one) => (one.rule.id === ruleId ? edit(one) : one))
  const byId = new Map(rules.map((one) => [one.rule.id, one]))
  return { ...world, compiled: { ...world.compiled, rules, byId } }
}

/** Sent at another time, and as fresh as it was. What is remembered stays as it was then. */
function sentAt(world: World, at: number): World {
  const event: ChatEvent = { ...world.event, sentAt: at }
  return { ...world, event, now: { ...world.now, serverAt: world.now.serverAt + at - world.event.sentAt } }
}

/** The other hours of the day to come. */
function otherHours(at: number): number[] {
  return Array.from({ length: 23 }, (_, index) => at + (index + 1) * HOUR)
}

function isOpen({ compiled, now }: World, rule: Rule, at: number): boolean {
  const open = openTime(rule, compiled.policy, now.zone, at)
  return open.at === at
}
