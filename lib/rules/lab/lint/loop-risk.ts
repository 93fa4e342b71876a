import { SECOND } from '../../../time.ts'
import { decide } from '../../decide.ts'
import { emptyRuleState } from '../../state.ts'
import { eventFrom, nowFrom } from '../event-draft.ts'
import type { Witness } from '../finding.ts'
import { circumstancesOf, isCertain } from '../witness.ts'
import { finding, takerOf } from './table.ts'
import type { Check, LintTable } from './table.ts'

/** What the other machine says in turn: it never repeats itself at once, and means nothing. */
const SAYINGS = ['嗯', '好的', 'ok', '收到']
/** More than the loop breaker lets pass. */
const MOST_TURNS = 8
/** How soon it answers, and a little more than several messages in a row are taken for one. */
const PACE = 6 * SECOND

/**
 * Rules that would go on answering a machine that answers everything, so that nothing but the loop breaker ends it. With a
 * cooldown, or the usual limits per contact, there is no such talk.
 */
export const loopRisk: Check = (subject, table) => {
  const { rule, open } = subject
  if (open.kind !== 'open' || !isCertain(rule)) return []
  for (const kind of rule.who.kinds) {
    const witness: Witness = { ...circumstancesOf(rule, kind, open.at), text: SAYINGS[0] ?? '', content: [] }
    const outcome = table.ask(witness)
    // One of several replies may be empty: the witness has to show one that is not.
    if (outcome.kind !== 'reply' || takerOf(outcome) !== rule.id) continue
    if (endsInLoop(witness, table)) {
      return [finding('loop-risk', subject, { witness })]
    }
  }
  return []
}

function endsInLoop(witness: Witness, { compiled, zone }: LintTable): boolean {
  let state = emptyRuleState
  let at = witness.at
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const text = SAYINGS[turn % SAYINGS.length] ?? ''
    const event = { ...eventFrom({ ...witness, text, at }), messageKey: `lab-${turn}` }
    const verdict = decide(compiled, state, event, nowFrom(at, zone, { away: witness.away }), 'none')
    if (verdict.outcome.kind === 'none') return verdict.outcome.why === 'loop'
    const [reply] = verdict.outcome.replies
    state = verdict.state
    at += PACE + reply.delayMs
  }
  return false
}
