import type { ContactId } from '../../chat/contact.ts'
import type { Decision, WhyNot } from '../../chat/decision.ts'
import { MINUTE } from '../../time.ts'

/** How soon the user has to write after a reply for it to count as followed by their own words, ms. */
export const BY_HAND_WITHIN = 5 * MINUTE

/** What became of the messages that one rule wanted. */
export interface RuleStatistics {
  /** Replies it gave. */
  fired: number
  /** Replies it only offered. */
  drafts: number
  /** Messages it would have answered, by what held them back. */
  held: Partial<Record<WhyNot, number>>
  /** Of `fired`: the user wrote in the conversation within {@link BY_HAND_WITHIN} after it. */
  thenByHand: number
}

/**
 * Counts over decisions and the user's own messages, each handed in by order of time. An own message counts for the replies
 * handed in before it: mix the two by time, or hand in all decisions first. Memory grows with replies, not with messages.
 */
export interface Statistics {
  decision(decision: Pick<Decision, 'conversation' | 'at' | 'outcome'>): void
  /** What the user wrote by hand (see `isByHand`); `at`: when it came here, by this computer's clock, ms. */
  ownMessage(message: { conversation: ContactId; at: number }): void
  result(): { decisions: number; rules: ReadonlyMap<string, RuleStatistics> }
}

interface OpenReply {
  at: number
  rules: readonly string[]
}

export function createStatistics(): Statistics {
  const rules = new Map<string, RuleStatistics>()
  const open = new Map<ContactId, OpenReply[]>()
  let decisions = 0

  const of = (ruleId: string): RuleStatistics => {
    const known = rules.get(ruleId)
    if (known) return known
    const made = { fired: 0, drafts: 0, held: {}, thenByHand: 0 }
    rules.set(ruleId, made)
    return made
  }

  return {
    decision({ conversation, at, outcome }) {
      decisions++
      if (outcome.kind === 'reply') {
        const ids = [outcome.ruleId, ...(outcome.also ?? []).map(({ ruleId }) => ruleId)]
        for (const id of ids) of(id).fired++
        const waiting = open.get(conversation)
        if (waiting) waiting.push({ at, rules: ids })
        else open.set(conversation, [{ at, rules: ids }])
      } else if (outcome.ruleId !== null) {
        const mine = of(outcome.ruleId)
        if (outcome.why === 'draft') mine.drafts++
        else mine.held[outcome.why] = (mine.held[outcome.why] ?? 0) + 1
      }
    },
    ownMessage({ conversation, at }) {
      const waiting = open.get(conversation)
      if (!waiting) return
      const later = waiting.filter((reply) => reply.at >= at)
      for (const reply of waiting) {
        if (reply.at >= at || at - reply.at > BY_HAND_WITHIN) continue
        for (const id of reply.rules) of(id).thenByHand++
      }
      if (later.length > 0) open.set(conversation, later)
      else open.delete(conversation)
    },
    result: () => ({ decisions, rules }),
  }
}
