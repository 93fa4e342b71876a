import * as z from 'zod/mini'
import { oneEach, readEach } from './read-each.ts'
import { hasAList, maybeList, maybeNumber, maybeText, wireId, wireNumber, wireText } from './shapes.ts'

/** Somebody in the friend list. `uin` is valid for this login only. */
export interface Friend {
  uin: number
  /** Empty when the list has no name for this friend. */
  nick: string
  remark: string | null
  /** Null when the friend is in a category the list does not name. */
  category: string | null
  /** Number of the avatar, the same in every login; null when it is not told. */
  face: number | null
  /** Bits that nobody explains, the same in every login. */
  flag: number | null
  /** Level of a paying member; null for everybody else. */
  vipLevel: number | null
}

export interface Group {
  /** For sending; equals `from_uin` of incoming messages. */
  gid: number
  /** For group details; null when the list lacks it. */
  code: number | null
  name: string
  remark: string | null
  flag: number | null
  /** 0 messages come and notify, 1 they come silently, 2 they do not come; null when it is not told. */
  mask: number | null
}

export interface Discuss {
  did: number
  /** Empty for unnamed ones. */
  name: string
}

export type OnlineStatus = 'online' | 'away' | 'busy' | 'callme' | 'silent'

/** A friend who is online; all others are offline or hidden. */
export interface Online {
  uin: number
  status: OnlineStatus
  /** See `readClient`; null when it is not told. */
  clientType: number | null
}

export interface Recent {
  kind: 'friend' | 'group' | 'discuss'
  /** uin, gid or did. */
  number: number
}

export const friendsSchema = z
  .object({
    friends: maybeList,
    info: maybeList,
    marknames: maybeList,
    categories: maybeList,
    vipinfo: maybeList,
  })
  .check(z.refine(({ friends, info }) => hasAList(friends, info)))
const friendEntry = z.object({ uin: wireId, categories: maybeNumber })
const infoEntry = z.object({ uin: wireId, nick: maybeText, face: maybeNumber, flag: maybeNumber })
const markEntry = z.object({ uin: wireId, markname: wireText })
const categoryEntry = z.object({ index: wireNumber, name: wireText })
/** Here the uin is called `u`. */
export const vipEntry = z.object({ u: wireId, is_vip: maybeNumber, vip_level: maybeNumber })

/** The category the service does not list unless the user has renamed it. */
const DEFAULT_CATEGORY = '我的好友'

/**
 * The friend list. The reply's five lists are joined by uin, never by position, and a friend who is in one of the first
 * two only is a friend. The own number may be among them and is left out.
 */
export function toFriends(result: z.infer<typeof friendsSchema>, self: number): { friends: Friend[]; skipped: number } {
  const placed = readEach('friends', friendEntry, result.friends)
  const named = readEach('friends', infoEntry, result.info)
  const infos = oneEach(named.entries, uinOf, ({ nick }) => nick === '')
  const places = oneEach(placed.entries, uinOf, ({ categories }) => categories === null)
  const remarks = byUin(readEach('friends', markEntry, result.marknames).entries)
  const levels = vipLevels(readEach('friends', vipEntry, result.vipinfo).entries)
  const categories = oneEach(readEach('friends', categoryEntry, result.categories).entries, ({ index }) => index)
  const categoryOf = (place: number | null = null) =>
    place === null ? null : (categories.get(place)?.name ?? (place === 0 ? DEFAULT_CATEGORY : null))

  const uins = [...new Set([...places.keys(), ...infos.keys()])].filter((uin) => uin !== self)
  return {
    friends: uins.map((uin) => {
      const info = infos.get(uin)
      return {
        uin,
        nick: info?.nick ?? '',
        remark: remarks.get(uin) ?? null,
        category: categoryOf(places.get(uin)?.categories),
        face: info?.face ?? null,
        flag: info?.flag ?? null,
        vipLevel: levels.get(uin) ?? null,
      }
    }),
    skipped: Math.max(placed.skipped, named.skipped),
  }
}

export const groupsSchema = z.object({
  gnamelist: z.array(z.unknown()),
  gmarklist: maybeList,
  gmasklist: maybeList,
})
const groupEntry = z.object({ gid: wireId, code: maybeNumber, name: maybeText, flag: maybeNumber })
const maskEntry = z.object({ gid: wireId, mask: wireNumber })

/** The group list. `gmarklist` calls the gid `uin`; the entry 1000 of `gmasklist` is no group but the user's default. */
export function toGroups(result: z.infer<typeof groupsSchema>): Group[] {
  const remarks = byUin(readEach('groups', markEntry, result.gmarklist).entries)
  const masks = oneEach(readEach('groups', maskEntry, result.gmasklist).entries, ({ gid }) => gid)
  const groups = oneEach(
    readEach('groups', groupEntry, result.gnamelist).entries,
    ({ gid }) => gid,
    ({ code, name }) => code === null || name === '',
  )
  return [...groups.values()].map(({ gid, code, name, flag }) => ({
    gid,
    code,
    name,
    remark: remarks.get(gid) ?? null,
    flag,
    mask: masks.get(gid)?.mask ?? null,
  }))
}

export const discussesSchema = z.object({ dnamelist: z.array(z.unknown()) })
const discussEntry = z.object({ did: wireId, name: maybeText })

/** The discussion list; the service lists at most 100. */
export function toDiscusses(result: z.infer<typeof discussesSchema>): Discuss[] {
  const { entries } = readEach('discusses', discussEntry, result.dnamelist)
  return [
    ...oneEach(
      entries,
      ({ did }) => did,
      ({ name }) => name === '',
    ).values(),
  ]
}

export const onlineSchema = z.array(z.unknown())
const onlineEntry = z.object({
  uin: wireId,
  status: z.enum(['online', 'away', 'busy', 'callme', 'silent']),
  client_type: maybeNumber,
})

export function toOnline(result: z.infer<typeof onlineSchema>): Online[] {
  return [...oneEach(readEach('online', onlineEntry, result).entries, uinOf).values()].map(
    ({ uin, status, client_type }) => ({
      uin,
      status,
      clientType: client_type,
    }),
  )
}

export const recentSchema = z.array(z.unknown())
const recentEntry = z.object({ uin: wireId, type: wireNumber.check(z.minimum(0), z.maximum(2)) })
const RECENT_KINDS = ['friend', 'group', 'discuss'] as const

/** Who was talked to lately, newest first. */
export function toRecent(result: z.infer<typeof recentSchema>): Recent[] {
  return readEach('recent', recentEntry, result).entries.map(({ uin, type }) => ({
    kind: RECENT_KINDS[type]!,
    number: uin,
  }))
}

/** Levels of paying members by uin, out of a `vipinfo` list. */
export function vipLevels(entries: readonly z.infer<typeof vipEntry>[]): Map<number, number> {
  return new Map(
    entries.flatMap(({ u, is_vip, vip_level }) => (is_vip !== 0 && vip_level ? [[u, vip_level] as const] : [])),
  )
}

const uinOf = ({ uin }: { uin: number }) => uin

/** Remarks by uin; an empty remark is none. */
function byUin(marks: readonly z.infer<typeof markEntry>[]): Map<number, string> {
  const named = marks.filter(({ markname }) => markname !== '')
  return new Map([...oneEach(named, uinOf)].map(([uin, { markname }]) => [uin, markname]))
}
