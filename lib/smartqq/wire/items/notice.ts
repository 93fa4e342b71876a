import type { Handle } from '../../../chat/handle.ts'
import type { NoticeKind } from '../../../chat/segment.ts'
import { digest } from '../fingerprint.ts'
import type { KnownNumber } from './handles.ts'
import type { Understood } from './item-reader.ts'

/** A notice in the conversation with `where`, whose kind says which kind of conversation that is. */
export function notice(about: {
  what: NoticeKind
  facts?: Record<string, string>
  where: Handle
  author: Handle | null
  sentAt: number | null
  fingerprint: string
  numbers?: KnownNumber[]
}): Understood {
  const { what, facts = {}, where, ...rest } = about
  return {
    kind: 'notice',
    conversation: where.kind === 'person' ? 'friend' : where.kind,
    where,
    notice: { type: 'notice', what, facts },
    ...rest,
  }
}

/**
 * Names the delivery of an item without content: everything in it but the address of the sender's server, which two
 * deliveries of one notice need not share.
 */
export function noticeFingerprint(wireKind: string, value: unknown): string {
  const told = JSON.stringify(value, (name, field: unknown) => (ADDRESSES.has(name) ? undefined : field))
  return `${wireKind}:${digest(told)}`
}

/** `reply1_ip` is a spelling some old servers had. */
const ADDRESSES = new Set(['reply_ip', 'reply1_ip'])
