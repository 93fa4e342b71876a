import type { Guard } from './guard.ts'

/** What QQ clients put before an automatic reply, in the brackets and languages it comes in, blanks allowed. */
const MARK = /^[\s\p{Cf}]*[[［【]\s*(?:自动回复|自動回[覆復]|auto(?:matic)?[\s-]?reply)\s*[\]］】]/iu

/** Never answers an automatic reply: two machines would talk for ever (RFC 3834 gives the same rule for mail). */
export const automaticReply: Guard = {
  why: 'automatic-reply',
  check: ({ event }) => ({ passed: !MARK.test(event.text) }),
}
