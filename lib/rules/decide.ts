import type { WhyNot } from '../chat/decision.ts'
import { askKernel, askRuleGuards } from './ask-guards.ts'
import { rememberChoice } from './choose-reply.ts'
import type { CompiledRules } from './compile.ts'
import type { ChatEvent, Now } from './event.ts'
import { createFinder } from './find-rules.ts'
import type { Candidate } from './find-rules.ts'
import { askedOf, rememberAnswered, rememberQuestion } from './follow-up.ts'
import type { GuardInput } from './guards/guard.ts'
import { hear } from './hear.ts'
import { rememberDraft, rememberReply, rememberText } from './past-replies.ts'
import { forgetTurns, prune } from './state.ts'
import type { RuleState } from './state.ts'
import { createTrace } from './trace.ts'
import type { Trace } from './trace.ts'
import { rememberTurn } from './turns.ts'
import type { PlannedReply, TraceForm, Verdict } from './verdict.ts'
import { writeReply } from './write-reply.ts'

export type { ChatEvent, Now, Switches } from './event.ts'
export { emptyRuleState, readRuleState } from './state.ts'
export type { RuleState } from './state.ts'
export type { PlannedReply, TraceForm, Verdict } from './verdict.ts'

/** Most replies to one message, of rules that let the rules below them be asked too. */
export const MOST_REPLIES = 3

/** What a decision comes to, beside its trace. */
type Answer = Pick<Verdict, 'outcome' | 'state'>

/**
 * Decides about one message: the safety kernel, the rules in order, the guards of the rule that would answer, the reply.
 * Pure: the same arguments give the same verdict, so live answers, a dry run and a replay run the same code. `state` is left
 * as it is; keep the one in the verdict, in the transaction that keeps the decision. Never throws.
 */
export function decide(
  compiled: CompiledRules,
  state: RuleState,
  event: ChatEvent,
  now: Now,
  form: TraceForm = 'compact',
): Verdict {
  const trace = createTrace(form)
  const input: GuardInput = { event, state: prune(state, now), now, policy: compiled.policy }

  const stopped = askKernel(input, trace)
  if (stopped === 'own-message' || stopped === 'echo') {
    // The user writes there, if only elsewhere: whoever answers now answers a person.
    const kept = stopped === 'own-message' ? forgetTurns(input.state, event.conversation) : input.state
    return { ...none(stopped, null, kept), trace: trace.steps() }
  }

  const asked = askedOf(compiled, input.state, event, now)
  const find = createFinder(compiled, input, asked, trace)
  const first = find()
  const heard = hear(input, stopped, asked)
  const answer = stopped
    ? none(stopped, first?.compiled.rule.id ?? null, heard)
    : answerWith(first, find, { ...input, state: heard }, trace)
  return { ...answer, trace: trace.steps() }
}

function none(why: WhyNot, ruleId: string | null, state: RuleState): Answer {
  return { outcome: { kind: 'none', why, ruleId }, state }
}

/** The reply of the rule that was found first, and of those below it that it lets speak too. */
function answerWith(first: Candidate | null, find: () => Candidate | null, input: GuardInput, trace: Trace): Answer {
  const { event, now } = input
  const replies: PlannedReply[] = []
  let { state } = input
  for (let candidate = first; candidate; candidate = find()) {
    const tried = tryToAnswer(candidate, { ...input, state }, input.state, trace)
    if (!tried.reply) {
      if (replies.length === 0) return tried
      // Whatever holds a further reply back, the message has been answered.
      break
    }
    if (replies.length === 0) state = rememberText(state, event, now)
    state = rememberAnswer(state, candidate, event, now, tried)
    replies.push(tried.reply)
    if (!candidate.compiled.rule.goOn || candidate.asked || replies.length >= MOST_REPLIES) break
  }
  const [one, ...more] = replies
  if (!one) return none('no-rule-matched', null, state)
  // Several replies to one message are one turn, which waits for its answer from when the last of them is out.
  const delayMs = Math.max(...replies.map((reply) => reply.delayMs))
  return {
    outcome: { kind: 'reply', replies: [one, ...more] },
    state: rememberTurn(state, event, now, delayMs),
  }
}

/**
 * The reply of one rule, or why there is none.
 * @param before - What was remembered before this message; `input.state` has earlier replies to it as well.
 */
function tryToAnswer(
  candidate: Candidate,
  input: GuardInput,
  before: RuleState,
  trace: Trace,
): { reply: PlannedReply; place: number } | (Answer & { reply?: never }) {
  const { event, now, state, policy } = input
  const { rule } = candidate.compiled
  const stopped = askRuleGuards({ ...input, rule, isFollowUp: candidate.asked !== null, before }, trace)
  if (stopped) return none(stopped, rule.id, state)

  const { text, place, delayMs } = writeReply(candidate, state, event, now, policy.delayMs)
  if (trace.form === 'full' || text === '') trace.add('rule:reply', rule.id, { passed: text !== '', detail: text })
  if (text === '') return none('empty-reply', rule.id, state)
  if (rule.reply.mode === 'send') return { reply: { ruleId: rule.id, text, delayMs }, place }

  trace.add('guard:draft', null, { passed: false })
  return {
    outcome: { kind: 'none', why: 'draft', ruleId: rule.id, text },
    state: rememberDraft(state, rule.id, event, now),
  }
}

function rememberAnswer(
  state: RuleState,
  { compiled, asked }: Candidate,
  event: ChatEvent,
  now: Now,
  { reply: { ruleId, delayMs }, place }: { reply: PlannedReply; place: number },
): RuleState {
  const next = rememberReply(state, event, now, { ruleId, delayMs, isFollowUp: asked !== null })
  if (asked) return rememberAnswered(next, asked, event, now, delayMs)
  return rememberQuestion(rememberChoice(next, compiled.rule, event, now, place), compiled, event, now, delayMs)
}
