import { isLearnt } from '../learnt-texts.ts'
import { PASSED } from './guard.ts'
import type { Guard } from './guard.ts'

/** What QQ clients put before an automatic reply, in the brackets and languages it comes in, blanks allowed. */
const MARK = /^[\s\p{Cf}]*[[［【]\s*(?:自动回复|自動回[覆復]|auto(?:matic)?[\s-]?reply)\s*[\]］】]/iu

/**
 * Never answers an automatic reply, marked as one or learnt to be one: two machines would talk for ever (RFC 3834 gives the
 * same rule for mail).
 */
export const automaticReply: Guard = {
  why: 'automatic-reply',
  check: ({ event, state }) => {
    const mark = MARK.exec(event.text) ?? MARK.exec(event.addressed ?? '')
    if (mark) return { passed: false, detail: mark[0].trim() }
    return isLearnt(state, event) ? { passed: false, detail: '≥ 2 ×' } : PASSED
  },
}
