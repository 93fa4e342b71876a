import * as z from 'zod/mini'
import { readEach } from './read-each.ts'
import { wireNumber, wireText } from './shapes.ts'

/** Somebody in the friend list. `uin` is valid for this login only. */
export interface Friend {
  uin: number
  /** Empty when the list has no name for this friend. */
  nick: string
  remark: string | null
  /** Null when the friend is in a category the list does not name. */
  category: string | null
}

export interface Group {
  /** For sending; equals `from_uin` of incoming messages. */
  gid: number
  /** For group details. */
  code: number
  name: string
  remark: string | null
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
}

export interface Recent {
  kind: 'friend' | 'group' | 'discuss'
  /** uin, gid or did. */
  number: number
}

const list = z.array(z.unknown())

export const friendsSchema = z.object({
  friends: z.optional(z.unknown()),
  info: list,
  marknames: z.optional(z.unknown()),
  categories: z.optional(z.unknown()),
})
const friendEntry = z.object({ uin: wireNumber, categories: wireNumber })
const infoEntry = z.object({ uin: wireNumber, nick: wireText })
const markEntry = z.object({ uin: wireNumber, markname: wireText })
const categoryEntry = z.object({ index: wireNumber, name: wireText })

/** The category the service does not list unless the user has renamed it. */
const DEFAULT_CATEGORY = '我的好友'

/**
 * The friend list. The reply's four lists are joined by uin, never by position. The own number may be among them and is
 * left out.
 */
export function toFriends(result: z.infer<typeof friendsSchema>, self: number): { friends: Friend[]; skipped: number } {
  const placed = readEach('friends', friendEntry, result.friends)
  const named = readEach('friends', infoEntry, result.info)
  const nicks = new Map(named.entries.map(({ uin, nick }) => [uin, nick]))
  const places = new Map(placed.entries.map(({ uin, categories }) => [uin, categories]))
  const remarks = byUin(readEach('friends', markEntry, result.marknames).entries)
  const categories = new Map(
    readEach('friends', categoryEntry, result.categories).entries.map(({ index, name }) => [index, name]),
  )
  const categoryOf = (place: number | undefined) =>
    place === undefined ? null : (categories.get(place) ?? (place === 0 ? DEFAULT_CATEGORY : null))

  const uins = [...new Set([...places.keys(), ...nicks.keys()])].filter((uin) => uin !== self)
  return {
    friends: uins.map((uin) => ({
      uin,
      nick: nicks.get(uin) ?? '',
      remark: remarks.get(uin) ?? null,
      category: categoryOf(places.get(uin)),
    })),
    skipped: Math.max(placed.skipped, named.skipped),
  }
}

export const groupsSchema = z.object({ gnamelist: list, gmarklist: z.optional(z.unknown()) })
const groupEntry = z.object({ gid: wireNumber, code: wireNumber, name: wireText })

/** The group list. `gmarklist` calls the gid `uin`. */
export function toGroups(result: z.infer<typeof groupsSchema>): Group[] {
  const remarks = byUin(readEach('groups', markEntry, result.gmarklist).entries)
  return readEach('groups', groupEntry, result.gnamelist).entries.map(({ gid, code, name }) => ({
    gid,
    code,
    name,
    remark: remarks.get(gid) ?? null,
  }))
}

export const discussesSchema = z.object({ dnamelist: list })
const discussEntry = z.object({ did: wireNumber, name: wireText })

/** The discussion list; the service lists at most 100. */
export function toDiscusses(result: z.infer<typeof discussesSchema>): Discuss[] {
  return readEach('discusses', discussEntry, result.dnamelist).entries
}

export const onlineSchema = list
const onlineEntry = z.object({ uin: wireNumber, status: z.enum(['online', 'away', 'busy', 'callme', 'silent']) })

export function toOnline(result: z.infer<typeof onlineSchema>): Online[] {
  return readEach('online', onlineEntry, result).entries
}

export const recentSchema = list
const recentEntry = z.object({ uin: wireNumber, type: wireNumber.check(z.minimum(0), z.maximum(2)) })
const RECENT_KINDS = ['friend', 'group', 'discuss'] as const

/** Who was talked to lately, newest first. */
export function toRecent(result: z.infer<typeof recentSchema>): Recent[] {
  return readEach('recent', recentEntry, result).entries.map(({ uin, type }) => ({
    kind: RECENT_KINDS[type]!,
    number: uin,
  }))
}

/** Remarks by uin; an empty remark is none. */
function byUin(marks: readonly z.infer<typeof markEntry>[]): Map<number, string> {
  return new Map(marks.filter(({ markname }) => markname !== '').map(({ uin, markname }) => [uin, markname]))
}
