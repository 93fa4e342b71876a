import { noticeContent } from './content-kinds.ts'
import type { CompiledRule, CompiledRules } from './compile.ts'
import type { ChatEvent, Now } from './event.ts'
import { foldWhole } from './fold.ts'
import { firstToFail } from './rule-condition.ts'
import { BOUNDS } from './state-shape.ts'
import type { OpenFollowUp, RuleState } from './state-shape.ts'
import { bounded } from './state.ts'
import type { Template } from './template.ts'
import { WHO } from './who-conditions.ts'

/** Whom a rule means; that it was me who was meant is plain from the question. */
const STILL_MEANT = WHO.filter(({ check }) => check !== 'mention')

/** An open question of a rule, and what a message is to it. */
export interface Asked {
  compiled: CompiledRule
  question: OpenFollowUp
  /**
   * What is to be said; null when it is no answer, and the other rules are asked as always. `isChoice`: it is one of the
   * answers the question asked for. `again`: the question is open anew.
   */
  answer: { reply: Template; isChoice: boolean; again: boolean; detail: string } | null
}

/**
 * The question that the author of a message has been asked in its conversation; null when none is open. A rule that is gone,
 * switched off, or does not mean this chat any more has no questions.
 */
export function askedOf(compiled: CompiledRules, state: RuleState, event: ChatEvent, now: Now): Asked | null {
  if (state.followUps.length === 0) return null
  const question = state.followUps.findLast((entry) => isTo(entry, event) && entry.until > now.at)
  if (!question || noticeContent(event.segments) !== null) return null
  const asking = compiled.byId.get(question.ruleId)
  if (!asking?.isEnabled || !asking.followUp || asking.rule.reply.mode === 'draft') return null
  const { rule, followUp } = asking
  if (firstToFail(STILL_MEANT, { rule, event, now, policy: compiled.policy })) return null

  const answers = [event.text, event.addressed ?? event.text].map((text) => foldWhole(text, rule.what.fold))
  for (const choice of followUp.choices) {
    const detail = answers.find((answer) => choice.answers.has(answer))
    if (detail === undefined) continue
    const answer = { reply: choice.reply, isChoice: true, again: choice.again, detail }
    return { compiled: asking, question, answer }
  }
  // Said once; after that the question still waits, and the other rules are asked meanwhile.
  const reply = question.isAskedAgain ? null : followUp.otherwise
  const otherwise = reply && { reply, isChoice: false, again: false, detail: '' }
  return { compiled: asking, question, answer: otherwise }
}

/** Remembers that a rule has asked: its question waits for an answer from when it is out. It takes the place of any other. */
export function rememberQuestion(
  state: RuleState,
  { rule, followUp }: CompiledRule,
  event: ChatEvent,
  now: Now,
  delayMs: number,
): RuleState {
  if (!followUp) return state
  const { conversation, author } = event
  const until = now.at + delayMs + followUp.waitMs
  const others = state.followUps.filter((entry) => !isTo(entry, event))
  const question = { conversation, author, ruleId: rule.id, until, isAskedAgain: false }
  return { ...state, followUps: bounded(others, question, BOUNDS.followUps) }
}

/** Remembers what was said to an answer: the question is open anew, still open, or done with. */
export function rememberAnswered(
  state: RuleState,
  { compiled, question, answer }: Asked,
  event: ChatEvent,
  now: Now,
  delayMs: number,
): RuleState {
  if (answer?.again) return rememberQuestion(state, compiled, event, now, delayMs)
  const others = state.followUps.filter((entry) => !isTo(entry, event))
  if (answer?.isChoice) return { ...state, followUps: others }
  return { ...state, followUps: [...others, { ...question, isAskedAgain: true }] }
}

function isTo(entry: OpenFollowUp, { conversation, author }: ChatEvent): boolean {
  return entry.conversation === conversation && entry.author === author
}
