import type { Given } from '../chat/decision.ts'
import type { ChatEvent, Now } from '../rules/event.ts'
import { mutedUntil, lastTakeover } from '../rules/state.ts'
import type { RuleState } from '../rules/state.ts'

/**
 * All that a decision depends on and its message does not tell, so that a replay comes to the same.
 * @param ruleSet - The revision of the rules.
 * @param state - As it was before the decision.
 */
export function givenOf(event: ChatEvent, now: Now, ruleSet: string, state: RuleState): Given {
  const { own, login, authorIsKnown, names, authorNumber, category, role, previousAt, addressed } = event
  const { serverAt, zone, random, away, switches } = now
  return {
    own,
    ...(login ? { login } : {}),
    authorIsKnown,
    names,
    authorNumber,
    category,
    role,
    previousAt,
    ...(addressed === undefined ? {} : { addressed }),
    serverAt,
    zone,
    random,
    away,
    switches,
    ruleSet,
    mutedUntil: mutedUntil(state, event.conversation, now),
    takenOverAt: lastTakeover(state, event.conversation, now)?.at ?? null,
  }
}
