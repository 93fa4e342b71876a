import * as z from 'zod/mini'
import { SECOND } from '../../time.ts'
import { readEach } from './read-each.ts'
import { orElse, wireNumber, wireText } from './shapes.ts'

export interface GroupMember {
  uin: number
  /** Empty when the reply has no nick for this member, as happens after hours of uptime. */
  nick: string
  /** Name inside the group; null when none is set. */
  card: string | null
  role: 'owner' | 'admin' | 'member'
}

export interface GroupInfo {
  name: string | null
  notice: string | null
  /** ms */
  createdAt: number | null
  members: GroupMember[]
}

export interface DiscussMember {
  uin: number
  nick: string
  /** Real QQ number as digits: discussions are the one place where others' are given. */
  number: string | null
}

export interface DiscussInfo {
  name: string | null
  members: DiscussMember[]
}

const list = z.optional(z.unknown())

export const groupInfoSchema = z.object({
  ginfo: z.looseObject({ members: list }),
  minfo: list,
  /** Missing when nobody in the group has a card. */
  cards: list,
})
const headSchema = z.object({
  name: orElse(wireText, ''),
  memo: orElse(wireText, ''),
  createtime: orElse(wireNumber, 0),
  owner: orElse(wireNumber, 0),
})
const memberEntry = z.object({ muin: wireNumber, mflag: orElse(wireNumber, 0) })
const nickEntry = z.object({ uin: wireNumber, nick: wireText })
const cardEntry = z.object({ muin: wireNumber, card: wireText })

/** Details of a group. Its lists are joined by uin, never by position. An odd `mflag` makes an administrator. */
export function toGroupInfo({ ginfo, minfo, cards }: z.infer<typeof groupInfoSchema>): GroupInfo {
  const head = headSchema.parse(ginfo)
  const flags = new Map(
    readEach('groupInfo', memberEntry, ginfo.members).entries.map(({ muin, mflag }) => [muin, mflag]),
  )
  const nicks = new Map(readEach('groupInfo', nickEntry, minfo).entries.map(({ uin, nick }) => [uin, nick]))
  const cardOf = new Map(readEach('groupInfo', cardEntry, cards).entries.map(({ muin, card }) => [muin, card]))
  const roleOf = (uin: number) => {
    if (uin === head.owner) return 'owner'
    return (flags.get(uin) ?? 0) % 2 === 1 ? 'admin' : 'member'
  }
  return {
    name: head.name || null,
    notice: head.memo || null,
    createdAt: head.createtime > 0 ? head.createtime * SECOND : null,
    members: [...new Set([...flags.keys(), ...nicks.keys()])].map((uin) => ({
      uin,
      nick: nicks.get(uin) ?? '',
      card: cardOf.get(uin) || null,
      role: roleOf(uin),
    })),
  }
}

export const discussInfoSchema = z.object({ info: z.looseObject({ mem_list: list }), mem_info: list })
const discussMemberEntry = z.object({ mem_uin: wireNumber, ruin: orElse(wireNumber, 0) })

/** Details of a discussion, its lists joined by uin. */
export function toDiscussInfo({ info, mem_info }: z.infer<typeof discussInfoSchema>): DiscussInfo {
  const numbers = new Map(
    readEach('discussInfo', discussMemberEntry, info.mem_list).entries.map(({ mem_uin, ruin }) => [mem_uin, ruin]),
  )
  const nicks = new Map(readEach('discussInfo', nickEntry, mem_info).entries.map(({ uin, nick }) => [uin, nick]))
  return {
    name: orElse(wireText, '').parse(info['discu_name']) || null,
    members: [...new Set([...numbers.keys(), ...nicks.keys()])].map((uin) => {
      const number = numbers.get(uin) ?? 0
      return { uin, nick: nicks.get(uin) ?? '', number: number > 0 ? String(number) : null }
    }),
  }
}
