import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { explain } from '../../../lib/rules/lab/explain.ts'
import type { Flip } from '../../../lib/rules/lab/explain.ts'
import { outcomeOf, outcomeThen, sameOutcome } from '../../../lib/rules/lab/outcome.ts'
import { putOutside } from '../../../lib/rules/lab/outside.ts'
import type { RuleSet } from '../../../lib/rules/policy.ts'
import type { Verdict } from '../../../lib/rules/verdict.ts'
import { completeDecision } from '../../pages/decision-rows.ts'
import type { DecisionRow } from '../../pages/decision-rows.ts'
import { followPeople, readBook } from './lab-book.ts'
import { createRecordedRules } from './recorded-rules.ts'
import { warmUp } from './warm-up.ts'

/** A message, what was decided about it, and what would have been decided had one thing been otherwise. */
export interface Why {
  message: Message
  /** Null: nobody decided about it. */
  row: DecisionRow | null
  /** Null: no rule is ever asked about such a message (one of our own). */
  again: Again | null
}

/** The decision made anew. */
export interface Again {
  /** The rules that were there then, or those of now, as the others are not kept. */
  rules: 'then' | 'now'
  /** What the rules remembered is known from a snapshot and everything since. */
  isMemoryKnown: boolean
  verdict: Verdict
  /** The same came of it as then; null when nothing was recorded. */
  isSame: boolean | null
  flips: readonly Flip[]
}

/**
 * Looks a message up and decides about it again, with the rules and the memory of then as far as they are kept.
 * @param zone IANA name, for messages of which it is not recorded
 * @returns null when the archive has no such message
 * @throws {ArchiveError}
 */
export async function readWhy(
  archive: Archive,
  key: string,
  present: RuleSet,
  zone: string,
  signal: AbortSignal,
): Promise<Why | null> {
  const [message, decision] = await Promise.all([archive.message(key), archive.decision(key)])
  if (!message) return null
  const row = decision ? await completeDecision(archive, decision) : null
  const book = await readBook(archive, message.account)
  const recorded = createRecordedRules(archive, book)
  const now = compileRules(followPeople(present, book))
  const name = decision?.given?.ruleSet
  const then = name === undefined ? null : await recorded.get(name)

  const ground = { archive, book, recorded, now, zone }
  const until = decision?.at ?? message.receivedAt
  const { state, isExact, end } = await warmUp(ground, until, ({ item }) => item.event.messageKey === key, signal)
  if (end === null) return { message, row, again: null }
  const { event, now: moment } = end.item
  const { verdict, flips } = explain(then ?? now, putOutside(state, end.item), event, moment)
  const isSame = decision ? sameOutcome(outcomeOf(verdict), outcomeThen(decision)) : null
  return { message, row, again: { rules: then ? 'then' : 'now', isMemoryKnown: isExact, verdict, isSame, flips } }
}
