import type { Random } from '../random.ts'
import { withEntities } from '../wire/text.ts'
import type { Discuss, Group, World } from '../world.ts'
import type { Handles } from './handles.ts'

/** One item of a poll reply, keys in the recorded (alphabetical) order. */
export type PollItem = { poll_type: string; value: unknown }

/** A part of a message as the sender wrote it: plain text, or an array such as `["face", 14]`. */
export type Part = string | readonly [string, ...unknown[]]

const FONT = ['font', { color: '000000', name: '微软雅黑', size: 10, style: [0, 0, 0] }] as const

/** Pictures never arrive since 2015-12; faces the server does not map arrive as number 0. */
const LOST_PARTS = new Set(['cface', 'offpic', 'pic_id', 'image'])
const LAST_MAPPED_FACE = 170
/** Longer texts arrive with nothing but the font. */
const LONGEST_ARRIVING = 1000

/** The `content` of a received message: the font first, texts with entities, what the server strips stripped. */
export function toContent(parts: readonly Part[]): unknown[] {
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
  if (length > LONGEST_ARRIVING) return [FONT]
  const arriving = parts.filter((part) => typeof part === 'string' || (!LOST_PARTS.has(part[0]) && part[0] !== 'font'))
  return [
    FONT,
    ...arriving.map((part) => {
      if (typeof part === 'string') return withEntities(part)
      return part[0] === 'face' && Number(part[1]) > LAST_MAPPED_FACE ? ['face', 0] : part
    }),
  ]
}

/** Where a message comes from, in the login's own numbers. */
export type Origin =
  | { kind: 'friend'; uin: number }
  | { kind: 'group'; gid: number; sendUin: number }
  | { kind: 'discuss'; did: number; sendUin: number }

/** The poll item of a message. `at` in milliseconds; the wire knows seconds. */
export function messageItem(world: World, origin: Origin, parts: readonly Part[], msgId: number, at: number): PollItem {
  const time = Math.floor(at / 1000)
  const content = toContent(parts)
  const to_uin = world.ownNumber
  switch (origin.kind) {
    case 'friend':
      return {
        poll_type: 'message',
        value: { content, from_uin: origin.uin, msg_id: msgId, msg_type: 1, time, to_uin },
      }
    case 'group':
      return {
        poll_type: 'group_message',
        value: {
          content,
          from_uin: origin.gid,
          group_code: origin.gid,
          msg_id: msgId,
          msg_type: 4,
          send_uin: origin.sendUin,
          time,
          to_uin,
        },
      }
    case 'discuss':
      return {
        poll_type: 'discu_message',
        value: {
          content,
          did: origin.did,
          from_uin: origin.did,
          msg_id: msgId,
          msg_type: 5,
          send_uin: origin.sendUin,
          time,
          to_uin,
        },
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
