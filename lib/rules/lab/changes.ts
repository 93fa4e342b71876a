import type { WhyNot } from '../../chat/decision.ts'
import type { CompiledRules } from '../compile.ts'
import type { ChatEvent, Now } from '../event.ts'
import type { Limits } from '../policy.ts'
import { forgetLoop } from '../state.ts'
import type { RuleState } from '../state.ts'
import type { Verdict } from '../verdict.ts'
import { change } from './change.ts'
import type { Change, World } from './change.ts'
import { changesOfRules, withRule } from './changes-of-rules.ts'

/**
 * Changes that could have led to something else, the likeliest first: of each guard that stood in the way, then of rules and
 * words.
 */
export function* changesOf(world: World, verdict: Verdict): Generator<Change, void> {
  const { outcome, trace } = verdict
  if (outcome.kind === 'none' && (outcome.why === 'own-message' || outcome.why === 'echo')) return
  for (const step of trace) {
    if (step.passed) continue
    if (step.check === 'rule:cooldown' && step.ruleId !== null) yield withoutCooldown(world, step.ruleId)
    if (step.check.startsWith('guard:')) yield* withoutGuard(world, step.check.slice('guard:'.length) as WhyNot)
  }
  yield* changesOfRules(world, verdict)
}

function withoutCooldown(world: World, ruleId: string): Change {
  return change('cooldown', () => withRule(world, ruleId, (rule) => ({ ...rule, cooldownMs: 0 })), { ruleId })
}

/** What would have to be otherwise for one guard to let the message pass. */
function* withoutGuard(world: World, why: WhyNot): Generator<Change, void> {
  const { event, now, state } = world
  const { conversation } = event
  const withEvent = (other: Partial<ChatEvent>) => () => ({ ...world, event: { ...event, ...other } })
  const withState = (other: Partial<RuleState>) => () => ({ ...world, state: { ...state, ...other } })
  const withSwitches = (other: Partial<Now['switches']>) => () => ({
    ...world,
    now: { ...now, switches: { ...now.switches, ...other } },
  })
  const withLimits = (detail: string, other: Partial<Limits>) =>
    change('limit', () => ({ ...world, compiled: limited(world.compiled, other) }), { detail })
  const elsewhere = <T extends { conversation: string }>(entries: readonly T[]): T[] =>
    entries.filter((entry) => entry.conversation !== conversation)

  switch (why) {
    case 'not-logged-in':
    case 'other-login':
      yield change('logged-in', () => {
        const { login: _, ...here } = event
        return { ...world, event: here }
      })
      break
    case 'stale':
      yield change('fresh', withEvent({ sentAt: now.serverAt }))
      break
    case 'unknown-sender':
      yield change('known-sender', withEvent({ authorIsKnown: true }))
      break
    case 'switched-off':
      yield change('switch-on', withSwitches({ autoReply: true }))
      break
    case 'refused-sends':
      yield change('no-stop', withSwitches({ stopped: null }))
      break
    case 'paused':
      yield change('no-pause', withSwitches({ pausedUntil: null }))
      break
    case 'takeover':
      yield change('no-takeover', withState({ takeovers: elsewhere(state.takeovers) }))
      break
    case 'loop':
      yield change('no-loop', () => ({ ...world, state: forgetLoop(state, conversation) }))
      break
    case 'muted':
      yield change('not-muted', withState({ mutes: elsewhere(state.mutes) }))
      break
    case 'identical-text':
      yield change('first-time', withState({ answered: elsewhere(state.answered) }))
      break
    case 'group-needs-mention':
      yield change('mentioned', withEvent({ mentionsMe: true }))
      break
    case 'burst':
      yield change('limit', withState({ replies: elsewhere(state.replies) }), { detail: 'burst' })
      break
    case 'contact-cooldown':
      yield withLimits('contact', { friendMs: 0, groupMs: 0 })
      break
    case 'cap-minute':
      yield withLimits('minute', { perMinute: Infinity })
      break
    case 'cap-hour':
      yield withLimits('hour', { perHour: Infinity })
      break
    case 'cap-day':
      yield withLimits('day', { perDay: Infinity })
      break
    // What the message is, or what the user meant: nothing that could have been otherwise.
    case 'own-message':
    case 'echo':
    case 'automatic-reply':
    case 'service-account':
    case 'no-rule-matched':
    case 'cooldown':
    case 'empty-reply':
    case 'draft':
    case 'user-removed-rule':
  }
}

function limited(compiled: CompiledRules, limits: Partial<Limits>): CompiledRules {
  return { ...compiled, policy: { ...compiled.policy, limits: { ...compiled.policy.limits, ...limits } } }
}
