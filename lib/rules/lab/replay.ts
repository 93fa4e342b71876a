import type { WhyNot } from '../../chat/decision.ts'
import type { ContactId } from '../../chat/contact.ts'
import type { ConversationKind } from '../../chat/message.ts'
import type { CompiledRules } from '../compile.ts'
import { decide } from '../decide.ts'
import { forgetLoop } from '../state.ts'
import type { RuleState } from '../state.ts'
import type { TraceForm, Verdict } from '../verdict.ts'
import type { ReplayItem } from './event-of.ts'
import { outcomeOf, outcomeThen, sameOutcome } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { isResumed, putOutside } from './outside.ts'

/** Most differences that are kept with their messages; the others are counted. */
export const DIFFERENCES_KEPT = 500

/** Rules, and what they remember when the replay begins. */
export interface ReplayOptions {
  compiled: CompiledRules
  state: RuleState
  /** `none` is fastest; the verdicts then have no trace. */
  form: TraceForm
}

/** How often something came of messages. */
export interface ReplayCounts {
  replies: number
  drafts: number
  /** Messages that were not answered, by the guard or reason. */
  held: Partial<Record<WhyNot, number>>
}

/** One message of which something else came. */
export interface ReplayDifference {
  messageKey: string
  conversation: ContactId
  sentAt: number
  /** What the rules of this replay say. */
  here: Outcome
  /** What happened then. */
  there: Outcome
}

export interface ReplayResult extends ReplayCounts {
  messages: number
  /** Time of the first and the last message, ms; null while there was none. */
  from: number | null
  to: number | null
  /** Of the rules that answered or would have. */
  rules: ReadonlyMap<string, ReplayCounts>
  /** Where something would have been sent or offered. */
  conversations: ReadonlyMap<ContactId, { kind: ConversationKind; replies: number; drafts: number }>
  /** How many messages were compared with what happened, and of how many something else came. */
  compared: number
  different: number
  /** The first {@link DIFFERENCES_KEPT} of them. */
  differences: readonly ReplayDifference[]
}

/** Decides again about messages, one after the other in the order in which they came. */
export interface Replay {
  step(item: ReplayItem): Verdict
  /** Goes on with other rules and the same memory, as when the user changed them then. */
  use(compiled: CompiledRules): void
  /** So far; the same objects are counted on. */
  result(): ReplayResult
  /** What the rules remember now. */
  state(): RuleState
}

/** Starts a replay. Its memory grows with rules and conversations, and not with messages. */
export function createReplay({ compiled, state, form }: ReplayOptions): Replay {
  const here = { compiled, state }
  const totals = { ...emptyCounts(), messages: 0, from: null as number | null, to: null as number | null }
  const rules = new Map<string, ReplayCounts>()
  const conversations = new Map<ContactId, { kind: ConversationKind; replies: number; drafts: number }>()
  const differences: ReplayDifference[] = []
  const comparison = { compared: 0, different: 0 }
  const strayed = new Set<ContactId>()

  /** Whether the same came of it then. */
  function compare({ event }: ReplayItem, mine: Outcome, then: Outcome): boolean {
    comparison.compared++
    if (sameOutcome(mine, then)) return true
    comparison.different++
    const { messageKey, conversation, sentAt } = event
    if (differences.length < DIFFERENCES_KEPT) {
      differences.push({ messageKey, conversation, sentAt, here: mine, there: then })
    }
    return false
  }

  return {
    step(item) {
      const { event, now, happened } = item
      const known = putOutside(here.state, item)
      // As long as all came as it did then, a pause that was not there then has been ended by the user.
      const isEnded = !strayed.has(event.conversation) && isResumed(known, item)
      const before = isEnded ? forgetLoop(known, event.conversation) : known
      const verdict = decide(here.compiled, before, event, now, form)
      here.state = verdict.state
      totals.messages++
      totals.from = Math.min(totals.from ?? event.sentAt, event.sentAt)
      totals.to = Math.max(totals.to ?? event.sentAt, event.sentAt)

      const outcome = outcomeOf(verdict)
      if (happened && !compare(item, outcome, outcomeThen(happened))) strayed.add(event.conversation)
      count(totals, outcome)
      for (const [ruleId, part] of partsByRule(outcome)) count(entry(rules, ruleId, emptyCounts), part)
      if (outcome.kind === 'reply' || outcome.why === 'draft') {
        const place = entry(conversations, event.conversation, () => ({ kind: event.kind, replies: 0, drafts: 0 }))
        if (outcome.kind === 'reply') place.replies += outcome.replies.length
        else place.drafts++
      }
      return verdict
    },
    use(next) {
      here.compiled = next
    },
    result: () => ({ ...totals, ...comparison, rules, conversations, differences }),
    state: () => here.state,
  }
}

function emptyCounts(): ReplayCounts {
  return { replies: 0, drafts: 0, held: {} }
}

/** Several replies to one message are several replies of their rules. */
function partsByRule(outcome: Outcome): [string, Outcome][] {
  if (outcome.kind === 'none') return outcome.ruleId === null ? [] : [[outcome.ruleId, outcome]]
  return outcome.replies.map((reply) => [reply.ruleId, { kind: 'reply', replies: [reply] }])
}

function count(counts: ReplayCounts, outcome: Outcome): void {
  if (outcome.kind === 'reply') counts.replies += outcome.replies.length
  else if (outcome.why === 'draft') counts.drafts++
  else counts.held[outcome.why] = (counts.held[outcome.why] ?? 0) + 1
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
