import type { WhyNot } from '../chat/decision.ts'
import { noticeContent } from './content-kinds.ts'
import type { Asked } from './follow-up.ts'
import type { GuardInput } from './guards/guard.ts'
import { rememberHeard } from './learnt-texts.ts'
import { rememberText } from './past-replies.ts'
import type { RuleState } from './state.ts'
import { rememberAnswer, rememberLoop } from './turns.ts'

/**
 * What is remembered of a message, whatever is answered. Nothing of one that is too old, or that came to a login we cannot
 * use, and nothing of a notice that tells what has become of somebody. A shake, a share or a file is what a person, or a
 * machine, does: it counts like a message, but for its words, which are not theirs.
 * @param stopped - The guard of the kernel that stopped it; null: none did.
 * @param asked - The open question that it may be an answer to.
 */
export function hear({ event, state, now }: GuardInput, stopped: WhyNot | null, asked: Asked | null): RuleState {
  if (stopped === 'stale' || stopped === 'not-logged-in' || stopped === 'other-login') return state
  const notice = noticeContent(event.segments)
  if (notice === 'join' || notice === 'system') return state
  // What we asked for is no habit.
  const heard = notice !== null || asked?.answer?.isChoice ? state : rememberHeard(state, event, now)
  if (stopped === 'loop') return rememberLoop(heard, event, now)
  // The same words yet again start the wait anew: a machine that repeats itself is answered once, not every 5 s.
  if (stopped === 'identical-text') return rememberText(rememberAnswer(heard, event), event, now)
  return stopped === null || stopped === 'muted' ? rememberAnswer(heard, event) : heard
}
