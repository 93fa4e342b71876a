import type { Random } from '../random.ts'
import type { Settings } from '../settings.ts'
import type { Discuss, Group, World } from '../world.ts'
import type { Handles } from './handles.ts'
import { inFormat } from './item-format.ts'
import type { PollItem } from './item-format.ts'
import { toContent } from './poll-content.ts'
import type { Manner, Part } from './poll-content.ts'

export type { Part } from './poll-content.ts'
export type { PollItem } from './item-format.ts'

/** What an item is written with: the account's world, the year's settings, the login's handles. */
export type ItemContext = {
  world: World
  settings: Settings
  random: Random
  handles: Handles
  /** Running number of a group's or discussion's messages, as old items carry it. */
  nextSeq: (place: number) => number
}

/** Where a message comes from, in the login's own numbers. */
export type Origin =
  | { kind: 'friend'; uin: number }
  | { kind: 'group'; gid: number; sendUin: number }
  | { kind: 'discuss'; did: number; sendUin: number }

/** Who old discussion messages and kicks come from. */
const SYSTEM_UIN = 10000

/** The fields that begin every old item of a sender. `at` in milliseconds is not among them: not all kinds have a time. */
export const oldHead = (
  { world, random }: ItemContext,
  fromUin: number,
  msgId: number,
  msgType: number,
): Record<string, unknown> => ({
  msg_id: msgId,
  from_uin: fromUin,
  to_uin: world.ownNumber,
  msg_id2: random.below(1_000_000),
  msg_type: msgType,
  reply_ip: 176_488_000 + random.below(400_000),
})

/** The poll item of a message. `at` in milliseconds; the wire knows seconds. */
export function messageItem(
  context: ItemContext,
  origin: Origin,
  parts: readonly Part[],
  msgId: number,
  at: number,
  manner: Manner = {},
): PollItem {
  const time = Math.floor(at / 1000)
  const content = toContent(parts, context.settings, manner)
  const { settings, handles } = context
  switch (origin.kind) {
    case 'friend': {
      const value = { ...oldHead(context, origin.uin, msgId, 9), time, content }
      return inFormat({ poll_type: 'message', value }, settings)
    }
    case 'group': {
      const { gid, sendUin } = origin
      const number = handles.groupOfGid(gid) ?? 0
      const value = {
        ...oldHead(context, gid, msgId, 43),
        group_code: handles.codeOf(number),
        send_uin: sendUin,
        seq: context.nextSeq(number),
        time,
        info_seq: number,
        content,
      }
      return inFormat({ poll_type: 'group_message', value }, settings, gid)
    }
    case 'discuss': {
      const { did, sendUin } = origin
      const value = {
        ...oldHead(context, SYSTEM_UIN, msgId, 42),
        did,
        send_uin: sendUin,
        seq: context.nextSeq(did),
        time,
        info_seq: 1,
        content,
      }
      return inFormat({ poll_type: 'discu_message', value }, settings, did)
    }
  }
}

/** How an own message comes back: from a number that is in no list; in discussions from the own number. */
export function echoOrigin(world: World, handles: Handles, to: EchoTarget): Origin {
  switch (to.kind) {
    case 'friend':
      return { kind: 'friend', uin: handles.unknownUin() }
    case 'group':
      return { kind: 'group', gid: handles.gidOf(to.group.number), sendUin: handles.unknownUin() }
    case 'discuss':
      return { kind: 'discuss', did: handles.didOf(to.discuss.number), sendUin: world.ownNumber }
  }
}
export type EchoTarget = { kind: 'friend' } | { kind: 'group'; group: Group } | { kind: 'discuss'; discuss: Discuss }

/** Message numbers: a small counter for each sender, below 65536, starting anywhere. */
export function createMessageIds(random: Random): (sender: number) => number {
  const counters = new Map<number, number>()
  return (sender) => {
    const next = ((counters.get(sender) ?? random.below(60_000)) + 1) % 65_536
    counters.set(sender, next)
    return next
  }
}
