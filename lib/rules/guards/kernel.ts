import { automaticReply } from './automatic-reply.ts'
import { burst } from './burst.ts'
import { capDay } from './cap-day.ts'
import { capHour } from './cap-hour.ts'
import { capMinute } from './cap-minute.ts'
import { contactCooldown } from './contact-cooldown.ts'
import { cooldown } from './cooldown.ts'
import { echo } from './echo.ts'
import { groupNeedsMention } from './group-needs-mention.ts'
import type { Guard, RuleGuard } from './guard.ts'
import { identicalText } from './identical-text.ts'
import { loop } from './loop.ts'
import { muted } from './muted.ts'
import { notLoggedIn } from './not-logged-in.ts'
import { otherLogin } from './other-login.ts'
import { ownMessage } from './own-message.ts'
import { paused } from './paused.ts'
import { refusedSends } from './refused-sends.ts'
import { serviceAccount } from './service-account.ts'
import { stale } from './stale.ts'
import { switchedOff } from './switched-off.ts'
import { takeover } from './takeover.ts'
import { unknownSender } from './unknown-sender.ts'

/** The guards every message meets before any rule is asked, in this order; the first that stops it gives the reason. */
export const KERNEL: readonly Guard[] = [
  ownMessage,
  echo,
  notLoggedIn,
  otherLogin,
  automaticReply,
  serviceAccount,
  stale,
  unknownSender,
  switchedOff,
  refusedSends,
  paused,
  takeover,
  loop,
  muted,
  identicalText,
]

/**
 * The guards once it is known which rule would answer, in this order. One that stops the message ends the decision: no lower
 * rule answers instead, for the cooldown of the rule that was meant is the user's word.
 */
export const RULE_GUARDS: readonly RuleGuard[] = [
  groupNeedsMention,
  cooldown,
  burst,
  contactCooldown,
  capMinute,
  capHour,
  capDay,
]
