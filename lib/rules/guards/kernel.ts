import { automaticReply } from './automatic-reply.ts'
import { echo } from './echo.ts'
import type { Guard } from './guard.ts'
import { identicalText } from './identical-text.ts'
import { ownMessage } from './own-message.ts'
import { paused } from './paused.ts'
import { stale } from './stale.ts'
import { switchedOff } from './switched-off.ts'
import { unknownSender } from './unknown-sender.ts'

/** The guards every message meets before any rule is asked, in this order; the first that stops it gives the reason. */
export const KERNEL: readonly Guard[] = [
  ownMessage,
  echo,
  automaticReply,
  stale,
  unknownSender,
  switchedOff,
  paused,
  identicalText,
]
