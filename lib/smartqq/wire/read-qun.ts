import * as z from 'zod/mini'
import { SECOND } from '../../time.ts'
import type { EndpointName } from './endpoints.ts'
import { readEach } from './read-each.ts'
import { maybeList, maybeNumber, maybeText, orElse, wireId } from './shapes.ts'

/** A group under its real number. */
export interface QunGroup {
  number: string
  name: string
  /** Real number; null when it is not told. */
  owner: string | null
  /** One's own role there. */
  role: 'owner' | 'admin' | 'member'
}

/** A friend under the real number. */
export interface QunFriend {
  number: string
  /** The remark, or the nick of a friend without one. */
  name: string
  /** Null in the first category, whose name is not told. */
  category: string | null
}

/** A member of a group under the real number. */
export interface QunMember {
  number: string
  nick: string
  card: string | null
  role: 'owner' | 'admin' | 'member'
  /** ms; null when it is not told. */
  joinedAt: number | null
  /** ms; null when it is not told. */
  lastSpokeAt: number | null
}

const groupEntry = z.object({ gc: wireId, gn: maybeText, owner: maybeNumber })
/** The lists that `get_group_list` has; each is missing when it is empty. */
const GROUP_LISTS = [
  ['create', 'owner'],
  ['manage', 'admin'],
  ['join', 'member'],
] as const

type Fields = Readonly<Record<string, unknown>>

/** @returns null when none of the lists is there */
export function readQunGroups(fields: Fields): QunGroup[] | null {
  if (!GROUP_LISTS.some(([list]) => Array.isArray(fields[list]))) return null
  return GROUP_LISTS.flatMap(([list, role]) =>
    readEach('qunGroups', groupEntry, fields[list]).entries.map(({ gc, gn, owner }) => ({
      number: String(gc),
      name: gn,
      owner: digits(owner),
      role,
    })),
  )
}

const friendEntry = z.object({ uin: wireId, name: maybeText })
const categoryShape = orElse(z.object({ gname: maybeText, mems: maybeList }), { gname: '', mems: [] })

/** @returns null when the categories are not there. One without friends has no `mems`. */
export function readQunFriends({ result }: Fields): QunFriend[] | null {
  if (typeof result !== 'object' || result === null) return null
  return Object.values(result).flatMap((raw: unknown) => {
    const { gname, mems } = categoryShape.parse(raw)
    return readEach('qunFriends', friendEntry, mems).entries.map(({ uin, name }) => ({
      number: String(uin),
      name,
      category: gname || null,
    }))
  })
}

const memberEntry = z.object({ u: wireId, n: maybeText })

/** @returns null when the members are not there. Cards and times stand beside them, by number. */
export function readQunMembers(fields: Fields): QunMember[] | null {
  if (!Array.isArray(fields['mems'])) return null
  const owner = digits(maybeNumber.parse(fields['owner']))
  const admins = new Set(Array.isArray(fields['adm']) ? fields['adm'].map(String) : [])
  const cards = byNumber('cards', maybeText)
  const joined = byNumber('join', maybeNumber)
  const spoke = byNumber('times', maybeNumber)
  const roleOf = (number: string) => (number === owner ? 'owner' : admins.has(number) ? 'admin' : 'member')
  return readEach('qunMembers', memberEntry, fields['mems']).entries.map(({ u, n }) => {
    const number = String(u)
    return {
      number,
      nick: n,
      card: cards(number) || null,
      role: roleOf(number),
      joinedAt: ms(joined(number)),
      lastSpokeAt: ms(spoke(number)),
    }
  })

  function byNumber<S extends z.ZodMiniType>(name: string, schema: S): (number: string) => z.infer<S> {
    const values = new Map(Object.entries(orElse(z.looseObject({}), {}).parse(fields[name])))
    return (number) => schema.parse(values.get(number))
  }
}

/** The calls whose replies are read here. */
export type QunEndpoint = Extract<EndpointName, `qun${string}`>

function digits(number: number | null): string | null {
  return number !== null && number > 0 ? String(number) : null
}

function ms(seconds: number | null): number | null {
  return seconds !== null && seconds > 0 ? seconds * SECOND : null
}
