import * as z from 'zod/mini'
import type { NoticeKind } from '../../../chat/segment.ts'
import { readClient, readState } from '../online-state.ts'
import { maybeNumber, wireNumber } from '../shapes.ts'
import { facts, maybeLine, maybeTime } from './fields.ts'
import type { ItemReader } from './item-reader.ts'
import { peerOf } from './messages.ts'
import { notice, noticeFingerprint } from './notice.ts'

const stateSchema = z.object({ uin: wireNumber, status: z.string(), client_type: maybeNumber })

/** `buddies_status_change`: for every friend until about 2016, later rare. A state nobody knows is left to `other`. */
export const readStateChange: ItemReader = (value, handles, wireKind) => {
  const change = stateSchema.safeParse(value).data
  const person = change && handles.person(change.uin)
  if (!person) return null
  const state = readState(change.status)
  if (!state) return { kind: 'other', wireKind }
  const client = state === 'offline' ? null : readClient(change.client_type)
  return { kind: 'state', state: { person, state, client } }
}

const betweenTwo = { from_uin: wireNumber, to_uin: maybeNumber, time: maybeTime }
const shakeSchema = z.object(betweenTwo)

/** `shake_message`: a friend shakes our window. It has no time. */
export const readShake: ItemReader = (value, handles, wireKind) => {
  const shake = shakeSchema.safeParse(value).data
  const where = shake && peerOf(shake, handles)
  if (!where) return null
  const author = handles.other(shake.from_uin)
  return notice({ what: 'shake', where, author, sentAt: shake.time, fingerprint: noticeFingerprint(wireKind, value) })
}

/** What a `system_message` is about, by its `type` (`added_buddy_sig` comes with a signature, `_nosig` without). */
const FRIENDSHIPS: Readonly<Record<string, NoticeKind>> = {
  verify_required: 'friend-request',
  verify_pass: 'friend-accepted',
  verify_pass_add: 'friend-accepted',
  verify_rejected: 'friend-refused',
  added_buddy_sig: 'friend-added',
  added_buddy_nosig: 'friend-added',
}
const friendshipSchema = z.object({
  ...betweenTwo,
  type: z.string(),
  account: maybeNumber,
  msg: maybeLine,
})

/** `system_message`: somebody asks to be a friend, or answers that question. `account` is their real number. */
export const readFriendship: ItemReader = (value, handles, wireKind) => {
  const told = friendshipSchema.safeParse(value).data
  const where = told && handles.other(told.from_uin)
  if (!where) return null
  const what = Object.hasOwn(FRIENDSHIPS, told.type) ? FRIENDSHIPS[told.type] : undefined
  if (!what) return { kind: 'other', wireKind }
  return notice({
    what,
    facts: facts({ text: told.msg }),
    where,
    author: where,
    sentAt: told.time,
    fingerprint: noticeFingerprint(wireKind, value),
    ...handles.numbers([where, told.account]),
  })
}

/** `buddylist_change`: its lists of added and removed friends are not needed, since all are asked for again. */
export const readListChange: ItemReader = (_value, _handles, wireKind) => ({ kind: 'lists-changed', wireKind })
