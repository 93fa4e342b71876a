import type { LoginId } from '../backend.ts'
import type { WhyNot } from '../chat/decision.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { STALE_AFTER } from '../chat/stale.ts'

/** What has happened in a conversation since a reply to it was planned, so that it must not go out. */
export type ChatHold = Extract<WhyNot, 'takeover' | 'loop' | 'muted'>

/** The world as it is just before a row would go out. */
export interface SendingMoment {
  autoReply: boolean
  pausedUntil: number | null
  /** Automatic replies have stopped by themselves. */
  stopped: 'refused-sends' | null
  /** What holds replies back in the row's conversation: the user writes there, for one. */
  chat: ChatHold | null
  /** ms, this computer's clock. */
  at: number
  /** ms, the server's clock. */
  serverAt: number
  /** Whether the rule that planned the reply is still there and switched on. */
  ruleStands: boolean
  /** The login that is up; null when there is none (the row waits, unless it is stale). */
  login: LoginId | null
}

/** Why a planned reply must not go out any more; null when nothing speaks against it. Pure. */
export function whyNotNow(row: OutboxRow, moment: SendingMoment): WhyNot | null {
  if (!moment.autoReply) return 'switched-off'
  if (moment.stopped) return moment.stopped
  if (moment.pausedUntil !== null && moment.at < moment.pausedUntil) return 'paused'
  if (moment.chat) return moment.chat
  if (!moment.ruleStands) return 'user-removed-rule'
  if (moment.serverAt - row.answers.sentAt > STALE_AFTER) return 'stale'
  const { login } = moment
  if (login && (login.account !== row.target.account || login.epoch !== row.target.epoch)) return 'other-login'
  return null
}
