import type { WhyNot } from '../../../lib/chat/decision.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { decide } from '../../../lib/rules/decide.ts'
import { eventOf } from '../../../lib/rules/lab/event-of.ts'
import { DEFAULT_POLICY, HARD_CAP_PER_MINUTE } from '../../../lib/rules/policy.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { emptyRuleState } from '../../../lib/rules/state.ts'
import type { PreviewMessage } from './preview-messages.ts'

/** What a draft would make of a real message. */
export interface PreviewRow {
  key: string
  place: string
  text: string
  /** `reply`: it would answer, `reply` is what. `draft`: it would offer that. `held`: its words fit, but `why`. */
  verdict: 'reply' | 'draft' | 'held' | 'no'
  reply: string
  why: WhyNot | null
}

/** Nothing that depends on what else was answered that day: the preview is about the rule. */
const FREE = { friendMs: 0, groupMs: 0, perMinute: HARD_CAP_PER_MINUTE, perHour: 1_000, perDay: 10_000 }

/**
 * Tries one rule, switched on and alone, on real messages, each by itself at the moment it was sent: with the engine that
 * answers, and with nothing that could send. `zone`: IANA name.
 */
export function previewRule(rule: Rule, messages: readonly PreviewMessage[], zone: string): PreviewRow[] {
  const set: RuleSet = {
    rules: [{ ...rule, enabled: true, group: null, cooldownMs: 0, goOn: false }],
    policy: { ...DEFAULT_POLICY, limits: FREE, delayMs: 0 },
  }
  const compiled = compileRules(set)
  return messages.map((one) => {
    const { message, place } = one
    const { event, now } = toItem(one, zone)
    const { outcome } = decide(compiled, emptyRuleState, event, now, 'none')
    const row = { key: message.key, place, text: message.text, reply: '', why: null }
    if (outcome.kind === 'reply') return { ...row, verdict: 'reply', reply: outcome.replies[0].text }
    if (outcome.why === 'draft') return { ...row, verdict: 'draft', reply: outcome.text ?? '' }
    return { ...row, verdict: outcome.ruleId === null ? 'no' : 'held', why: outcome.why }
  })
}

/** The message at the moment it was sent, with us logged in, switched on and, unless it is known otherwise, away. */
function toItem({ message, happened, names, category }: PreviewMessage, zone: string) {
  const switches = { autoReply: true, pausedUntil: null, stopped: null }
  const defaults = { zone, switches, away: true, names, authorNumber: null, category, role: null, previousAt: null }
  const { event, now } = eventOf(message, happened, defaults)
  const { login: _, ...rest } = event
  const at = message.sentAt
  return { event: { ...rest, authorIsKnown: true }, now: { ...now, at, serverAt: at, switches } }
}
