import * as z from 'zod/mini'
import type { OwnState } from '../../backend.ts'
import type { Profile } from '../../chat/contact.ts'
import { decodeText } from './entities.ts'
import { maybeNumber, maybeText, wireId, wireNumber } from './shapes.ts'
import { stateOfStat } from './stat.ts'

const TEXTS = [
  'country',
  'province',
  'city',
  'occupation',
  'college',
  'homepage',
  'email',
  'phone',
  'mobile',
  'personal',
] as const

/** Numbers of a profile: what the wire calls each, and the range in which it means something. */
const NUMBERS = [
  ['blood', 'bloodType', 5],
  ['constel', 'constellation', 12],
  ['shengxiao', 'zodiac', 12],
  ['vip_info', 'vipLevel', 99],
] as const

/** What get_friend_info2 and its relatives say about somebody. */
export interface PersonInfo {
  /** Empty when the service knows no name. */
  nick: string
  profile: Profile
  /** Number of the avatar, the same in every login; null when it is not told. */
  face: number | null
  /** Null when it is not told. */
  state: OwnState | null
  /** What they are online with (see `readClient`); null for who is offline. */
  clientType: number | null
  /** What adding them takes: 0 nothing, 1 approval, 2 cannot be added, 3 an answer; null when it is not told. */
  allow: number | null
}

/** What get_stranger_info2 says: the same, and a token that a request to become friends would need. */
export interface StrangerInfo extends PersonInfo {
  token: string | null
}

/** QQ's own level, and what counts towards it. */
export interface QqLevel {
  level: number
  /** Days that count; null when they are not told. */
  days: number | null
  hours: number | null
  /** Days left to the next level. */
  remainingDays: number | null
}

const birthdaySchema = z.object({ year: wireNumber, month: wireNumber, day: wireNumber })

/** A profile is one if it names somebody: by a nick or a number. All fields are read one by one. */
export const profileSchema = z
  .looseObject({})
  .check(z.refine((fields) => typeof fields['nick'] === 'string' || wireId.safeParse(fields['uin']).success))
/** The own profile; `account` is the same real number as `uin`. */
export const selfSchema = profileSchema
export const longNickSchema = z.array(z.unknown())
const longNickEntry = z.object({ lnick: maybeText })
export const qqLevelSchema = z.object({
  level: wireNumber,
  days: maybeNumber,
  hours: maybeNumber,
  remainDays: maybeNumber,
})
/** `account` is the real number of whom was asked for. */
export const realNumberSchema = z.object({ account: wireId, uin: maybeNumber })

type Fields = Readonly<Record<string, unknown>>

export function toPersonInfo(fields: Fields): PersonInfo {
  return {
    nick: maybeText.parse(fields['nick']),
    profile: toProfile(fields),
    face: maybeNumber.parse(fields['face']),
    state: stateOfStat(maybeNumber.parse(fields['stat'])),
    clientType: maybeNumber.parse(fields['client_type']),
    allow: maybeNumber.parse(fields['allow']),
  }
}

export function toStrangerInfo(fields: Fields): StrangerInfo {
  return { ...toPersonInfo(fields), token: maybeText.parse(fields['token']) || null }
}

/** Details of a person as far as they are there; empty and unreadable fields are left out. */
export function toProfile(fields: Fields): Profile {
  const profile: Profile = {}
  for (const name of TEXTS) {
    const value = textOf(fields[name])
    if (value) profile[name] = value
  }
  for (const [wireName, name, max] of NUMBERS) {
    const value = maybeNumber.parse(fields[wireName])
    if (value !== null && value > 0 && value <= max) profile[name] = value
  }
  const signature = textOf(fields['lnick'])
  if (signature) profile.signature = signature
  if (fields['gender'] === 'male' || fields['gender'] === 'female') profile.gender = fields['gender']
  const birthday = birthdayOf(fields['birthday'])
  if (birthday) profile.birthday = birthday
  return profile
}

/** The signature out of a get_single_long_nick2 reply; null when it is empty. */
export function toLongNick(result: z.infer<typeof longNickSchema>): string | null {
  return longNickEntry.safeParse(result[0]).data?.lnick || null
}

export function toQqLevel({ level, days, hours, remainDays }: z.infer<typeof qqLevelSchema>): QqLevel {
  return { level, days, hours, remainingDays: remainDays }
}

/** Phone numbers are seen as numbers as well. */
function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? decodeText(value).trim() : ''
}

function birthdayOf(value: unknown): string | null {
  const { data } = birthdaySchema.safeParse(value)
  if (!data || (data.year === 0 && data.month === 0 && data.day === 0)) return null
  const digits = (part: number, length: number) => String(part).padStart(length, '0')
  return `${digits(data.year, 4)}-${digits(data.month, 2)}-${digits(data.day, 2)}`
}
