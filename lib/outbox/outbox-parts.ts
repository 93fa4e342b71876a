import type { Login, SendOutcome } from '../backend.ts'
import type { AccountId, Handle } from '../chat/handle.ts'
import type { Message } from '../chat/message.ts'
import type { OutboxRow, OutboxState } from '../chat/outbox-row.ts'
import type { ChatHold } from './sending-guards.ts'

/** What changes about a row; applied only if it is still in one of `from`. */
export interface Transition {
  id: string
  from: OutboxState[]
  change: Partial<
    Pick<OutboxRow, 'state' | 'stateAt' | 'reason' | 'code' | 'echoedAt' | 'notBefore' | 'target' | 'isRetargeted'>
  >
}

/** Whether somebody who is in no list may be answered. `not-yet`: the service could not be asked; ask again. */
export type Standing = 'somebody' | 'nobody' | 'not-yet'

/** What the outbox needs of the world. */
export interface OutboxParts {
  rows(states: readonly OutboxState[], since?: number): Promise<OutboxRow[]>
  /** One transaction; resolves with the ids whose transition was applied. */
  write(change: { transitions: Transition[]; messages?: Message[] }): Promise<{ applied: string[] }>
  send(row: OutboxRow, signal: AbortSignal): Promise<SendOutcome>
  /**
   * Nobody has the row's handle: the lists are asked for again. Resolves with another handle of the same contact in
   * the login that is up, or null.
   */
  retarget(row: OutboxRow, signal: AbortSignal): Promise<Handle | null>
  /** Who wrote the message that a row `isToStranger` answers. Asked often: answers are kept as long as the login. */
  whoIs(row: OutboxRow, signal: AbortSignal): Promise<Standing>
  login(): Login | null
  switches(): Promise<{ autoReply: boolean; pausedUntil: number | null; stopped: 'refused-sends' | null }>
  /** What holds replies back in the row's conversation; null: nothing. */
  chatHold(row: OutboxRow): Promise<ChatHold | null>
  /** Whether this rule is still there and switched on. */
  ruleStands(ruleId: string): Promise<boolean>
  /** When the account's last request went out, ms; survives a death of the worker. 0 when none did. */
  lastSendAt(account: AccountId): Promise<number>
  rememberSend(account: AccountId, at: number): Promise<void>
  /** A row has reached its end (or become uncertain). */
  ended(row: OutboxRow): Promise<void>
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}
