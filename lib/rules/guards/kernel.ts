import { automaticReply } from './automatic-reply.ts'
import { echo } from './echo.ts'
import type { Guard } from './guard.ts'
import { identicalText } from './identical-text.ts'
import { notLoggedIn } from './not-logged-in.ts'
import { otherLogin } from './other-login.ts'
import { ownMessage } from './own-message.ts'
import { paused } from './paused.ts'
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
  stale,
  unknownSender,
  switchedOff,
  paused,
  takeover,
  identicalText,
]
