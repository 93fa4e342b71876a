import * as z from 'zod/mini'
import type { Profile } from '../../chat/contact.ts'
import { decodeText } from './entities.ts'
import { wireNumber, wireText } from './shapes.ts'

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

const birthdaySchema = z.object({ year: wireNumber, month: wireNumber, day: wireNumber })

/** A reply of get_friend_info2 or get_self_info2: it is one if it has a nick. The other fields are read one by one. */
export const profileSchema = z.looseObject({ nick: wireText })
export const selfSchema = z.looseObject({
  ...profileSchema.shape,
  uin: wireNumber,
  face: z._default(wireNumber, 0),
})
export const longNickSchema = z.array(z.unknown())
const longNickEntry = z.object({ lnick: wireText })

/** Details of a person as far as they are there; empty and unreadable fields are left out. */
export function toProfile(fields: Readonly<Record<string, unknown>>): Profile {
  const profile: Profile = {}
  for (const name of TEXTS) {
    const value = textOf(fields[name])
    if (value) profile[name] = value
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
