import type { BackendEvent } from '../backend.ts'
import type { Circle } from '../contacts/circle.ts'

/** What stands in a conversation: a message, or a notice in its place. */
export type SaidEvent = Extract<BackendEvent, { kind: 'message' | 'notice' }>

/** Whether this login's lists have the author. */
export type Listed = ReturnType<Circle['lists']>

export function isSaid(event: BackendEvent): event is SaidEvent {
  return event.kind === 'message' || event.kind === 'notice'
}

/** Same delivery, same key. Account and login belong to it: numbers and counters repeat in others. */
export function messageKey(event: SaidEvent): string {
  return `in/${event.where.account}/${event.where.epoch}/${event.fingerprint}`
}

/** A notice without an author is ours only between two people: in a group the service itself tells what happened. */
export function isOurs({ kind, author, conversation }: SaidEvent): boolean {
  return author === null && (kind === 'message' || conversation === 'friend')
}

/**
 * Whether rules may answer. A friend may write under another number than the lists have, and an answer to it arrives
 * (pandolia/qqbot #55), so somebody in no list is not held back here: the outbox asks who that is before it sends. What
 * strangers from a group write to us alone cannot be answered at all. In a group only a list that has come can say that
 * somebody is no member.
 */
export function isAnswerable(event: Extract<SaidEvent, { kind: 'message' }>, listed: Listed): boolean {
  return event.conversation === 'friend' ? !event.isTemporary : listed !== 'no'
}
