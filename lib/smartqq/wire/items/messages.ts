import * as z from 'zod/mini'
import type { Handle } from '../../../chat/handle.ts'
import { readContent } from '../content.ts'
import { digest } from '../fingerprint.ts'
import { maybeNumber } from '../shapes.ts'
import { maybeTime } from './fields.ts'
import type { Handles } from './handles.ts'
import type { ItemReader } from './item-reader.ts'
import { readMuteNotice } from './mute-notice.ts'
import { notice } from './notice.ts'

/**
 * A message in the formats of before and since December 2015. Numbers that only help to tell deliveries apart may be
 * missing or broken; who, where and what must be there.
 */
const messageSchema = z.object({
  from_uin: maybeNumber,
  to_uin: maybeNumber,
  send_uin: maybeNumber,
  did: maybeNumber,
  group_code: maybeNumber,
  info_seq: maybeNumber,
  ruin: maybeNumber,
  msg_id: maybeNumber,
  msg_id2: maybeNumber,
  time: maybeTime,
  content: z.union([z.array(z.unknown()), z.string()]),
})
type WireMessage = z.infer<typeof messageSchema>

/** `message`: `from_uin` is the friend. */
export const readFriendMessage: ItemReader = (value, handles, wireKind) => {
  const message = messageSchema.safeParse(value).data
  const where = message && peerOf(message, handles)
  if (!message || !where) return null
  const author = handles.other(message.from_uin)
  return { kind: 'message', conversation: 'friend', where, author, ...carried(wireKind, message) }
}

/**
 * `sess_message` (临时会话): written to us alone by somebody who shares a group or discussion with us. `ruin` is their
 * real number.
 */
export const readTemporaryMessage: ItemReader = (value, handles, wireKind) => {
  const message = messageSchema.safeParse(value).data
  const where = message && peerOf(message, handles)
  if (!message || !where) return null
  const author = handles.other(message.from_uin)
  const numbers = handles.numbers([author, message.ruin])
  const temporary = { kind: 'message', conversation: 'friend', isTemporary: true } as const
  return { ...temporary, where, author, ...numbers, ...carried(wireKind, message) }
}

/**
 * `group_message`: `from_uin` is the group's gid. Until 2015 `group_code` was the group's code and `info_seq` its real
 * number; since then `group_code` is the gid again. What the service says about muting comes as an ordinary message of the
 * administrator.
 */
export const readGroupMessage: ItemReader = (value, handles, wireKind) => {
  const message = messageSchema.safeParse(value).data
  const where = message && handles.group(message.from_uin)
  if (!message || !where || !isWritten(message.send_uin)) return null
  const author = handles.other(message.send_uin)
  const isOldFormat = message.group_code !== null && message.group_code !== message.from_uin
  const numbers = isOldFormat ? handles.numbers([where, message.info_seq]) : {}
  const { segments, ...rest } = carried(wireKind, message)
  const muting = readMuteNotice(segments)
  if (muting) return notice({ ...muting, where, author, ...numbers, ...rest })
  return { kind: 'message', conversation: 'group', where, author, segments, ...numbers, ...rest }
}

/** `discu_message`: `did` says which discussion; `from_uin` is the same number, or 10000 until 2015. */
export const readDiscussMessage: ItemReader = (value, handles, wireKind) => {
  const message = messageSchema.safeParse(value).data
  const where = message && handles.discuss(message.did ?? message.from_uin)
  if (!message || !where || !isWritten(message.send_uin)) return null
  const author = handles.other(message.send_uin)
  return { kind: 'message', conversation: 'discuss', where, author, ...carried(wireKind, message) }
}

/** With whom the conversation is. Written by ourselves on another device only `to_uin` could tell, and it mostly names us. */
export function peerOf(
  { from_uin, to_uin }: { from_uin: number | null; to_uin: number | null },
  handles: Handles,
): Handle | null {
  if (from_uin === null) return null
  if (!handles.isSelf(from_uin)) return handles.person(from_uin)
  return handles.other(to_uin) ?? handles.own
}

function isWritten(author: number | null): boolean {
  return author !== null && author >= 0
}

/** What a message carries wherever it was written. */
function carried(wireKind: string, message: WireMessage) {
  return {
    segments: readContent(message.content),
    sentAt: message.time,
    fingerprint: fingerprint(wireKind, message),
  }
}

/** `msg_id` is a small counter of the sender and comes again, so everything that names a delivery goes in. */
function fingerprint(
  wireKind: string,
  { from_uin, send_uin, did, msg_id, msg_id2, time, content }: WireMessage,
): string {
  const place = did ?? from_uin
  const seconds = time === null ? undefined : time / 1_000
  return [wireKind, place, send_uin, msg_id, msg_id2, seconds, digest(JSON.stringify(content))].join(':')
}
