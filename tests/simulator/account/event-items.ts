import type { Presence } from '../world.ts'
import { inFormat } from './item-format.ts'
import type { PollItem } from './item-format.ts'
import { oldHead } from './poll-items.ts'
import type { ItemContext } from './poll-items.ts'

/** What a client may do with a stranger's window. */
const ALL_FLAGS = { text: 1, pic: 1, file: 1, audio: 1, video: 1 }
const NO_ADDRESS = 4_294_967_295

/** A friend's state changed. `clientType`: 1 computer, 21 to 24 phone, 41 web. */
export const statusItem = (uin: number, status: Presence['status'] | 'offline', clientType: number): PollItem => ({
  poll_type: 'buddies_status_change',
  value: { uin, status, client_type: clientType },
})

/** A friend is typing. */
export const typingItem = (context: ItemContext, uin: number, msgId: number): PollItem => {
  const value = { ...oldHead(context, uin, msgId, 121), reply_ip: NO_ADDRESS }
  return inFormat({ poll_type: 'input_notify', value }, context.settings)
}

/** A friend shakes the window. */
export const shakeItem = (context: ItemContext, uin: number, msgId: number): PollItem =>
  inFormat({ poll_type: 'shake_message', value: oldHead(context, uin, msgId, 9) }, context.settings)

/** What a temporary message says of where it comes from. */
export type StrangerPlace = { kind: 'group' | 'discuss'; handle: number }

/** A temporary message of somebody out of a group or a discussion; it carries his real number. */
export function strangerItem(
  context: ItemContext,
  from: { uin: number; number: number; msgId: number },
  place: StrangerPlace,
  content: unknown[],
  at: number,
): PollItem {
  const value = {
    ...oldHead(context, from.uin, from.msgId, 140),
    time: Math.floor(at / 1000),
    id: place.handle,
    ruin: from.number,
    service_type: place.kind === 'group' ? 0 : 1,
    flags: ALL_FLAGS,
    content,
  }
  return inFormat({ poll_type: 'sess_message', value }, context.settings)
}

/** Friends came or went. uins; `groupid` is the category. */
export const friendsChangedItem = (
  added: readonly { uin: number; groupid: number }[],
  removed: readonly number[],
): PollItem => ({
  poll_type: 'buddylist_change',
  value: {
    added_friends: added.map(({ uin, groupid }) => ({ groupid, uin })),
    removed_friends: removed.map((uin) => ({ uin })),
  },
})

/** Types of `system_message`. */
export const FRIENDSHIP_TYPES = [
  'verify_required',
  'verify_pass',
  'verify_pass_add',
  'verify_rejected',
  'added_buddy_sig',
  'added_buddy_nosig',
] as const
export type FriendshipType = (typeof FRIENDSHIP_TYPES)[number]

/** Somebody wants to be a friend, agrees, refuses, or has added the account. `account` is his real number. */
export function friendshipItem(
  type: FriendshipType,
  person: { uin: number; number: number; presence: Presence | null },
  seq: number,
  words: string,
): PollItem {
  const more = {
    verify_required: { msg: words, allow: 1 },
    verify_pass: { group_id: 0 },
    verify_pass_add: { group_id: 0 },
    verify_rejected: { msg: words },
    added_buddy_sig: { sig: '\u0000\u00b8\u0039\u0001\u00ff' },
    added_buddy_nosig: {},
  }[type]
  const isOnline = person.presence !== null
  return {
    poll_type: 'system_message',
    value: {
      seq,
      type,
      uiuin: '',
      from_uin: person.uin,
      account: person.number,
      ...more,
      stat: isOnline ? 10 : 20,
      client_type: person.presence?.clientType ?? 1,
    },
  }
}

/** A hint of the server, in whatever shape. */
export const tipsItem = (value: Record<string, unknown>): PollItem => ({ poll_type: 'tips', value })
