import type { RuleCheck } from '../../chat/decision.ts'
import type { CompiledRules } from '../compile.ts'
import { decide } from '../decide.ts'
import type { ChatEvent, Now } from '../event.ts'
import type { RuleState } from '../state.ts'
import type { Verdict } from '../verdict.ts'
import type { World } from './change.ts'
import { changesOf } from './changes.ts'

/**
 * A single change after which something else would have been done.
 * - `switch-on`, `no-stop`, `no-pause`, `logged-in`, `known-sender`, `fresh` (sent just now), `no-takeover`, `no-loop`,
 *   `not-muted`, `first-time` (the same words were not answered a moment ago)
 * - `mentioned`, `not-mentioned`, `away`, `not-away`
 * - `limit`: no limit `detail` (`burst`, `contact`, `minute`, `hour`, `day`); `cooldown`: no cooldown of `ruleId`
 * - `rule-on`, `rule-off`: `ruleId` (and its group) switched on, off; `condition`: `ruleId` without its condition `check`
 * - `time`: at another time, `at`; `text-with`, `text-without`: the words `detail` in the message, not in it
 */
export type FlipChange =
  | 'switch-on'
  | 'no-stop'
  | 'no-pause'
  | 'logged-in'
  | 'known-sender'
  | 'fresh'
  | 'no-takeover'
  | 'no-loop'
  | 'not-muted'
  | 'first-time'
  | 'mentioned'
  | 'not-mentioned'
  | 'away'
  | 'not-away'
  | 'limit'
  | 'cooldown'
  | 'rule-on'
  | 'rule-off'
  | 'condition'
  | 'time'
  | 'text-with'
  | 'text-without'

/** A change and what the engine does after it. */
export interface Flip {
  change: FlipChange
  ruleId: string | null
  /** Of `condition`. */
  check: RuleCheck | null
  /** Of `time`, ms. */
  at: number | null
  detail: string
  outcome: Verdict['outcome']
}

/** Most flips that are told; of those that add words to the message, fewer. */
const MOST = 20
const MOST_OF_TEXT = 5

/**
 * What was decided, in full, and which single changes would have led to something else: a reply instead of silence, silence
 * instead of a reply, or a reply of another rule. Each has been tried with the engine. None may be left: then more than
 * one thing stood in the way.
 */
export function explain(
  compiled: CompiledRules,
  state: RuleState,
  event: ChatEvent,
  now: Now,
): { verdict: Verdict; flips: Flip[] } {
  const verdict = decide(compiled, state, event, now, 'full')
  const flips: Flip[] = []
  let withText = 0
  for (const { world, ...change } of changesOf({ compiled, state, event, now }, verdict)) {
    if (change.change === 'text-with' && withText >= MOST_OF_TEXT) continue
    const { outcome } = ask(world())
    if (isSame(outcome, verdict.outcome)) continue
    flips.push({ ...change, outcome })
    if (change.change === 'text-with') withText++
    if (flips.length === MOST) break
  }
  return { verdict, flips }
}

function ask({ compiled, state, event, now }: World): Verdict {
  return decide(compiled, state, event, now, 'none')
}

/** The same rules speak, or none does, for whatever reason. A draft is a word too. */
function isSame(a: Verdict['outcome'], b: Verdict['outcome']): boolean {
  return spokenBy(a) === spokenBy(b)
}

function spokenBy(outcome: Verdict['outcome']): string {
  if (outcome.kind === 'reply') return outcome.replies.map(({ ruleId }) => ruleId).join('\n')
  return outcome.why === 'draft' ? `draft\n${outcome.ruleId}` : ''
}
