import type { AccountId, HandleKind } from './handle.ts'

/** Our own lasting id of a person, group or discussion: random, never derived from a number of the service. */
export type ContactId = string

/** Details of a person, as far as the service gave them. Absent and empty mean the same: unknown. */
export interface Profile {
  signature?: string
  gender?: 'male' | 'female'
  /** `YYYY-MM-DD`; parts the service left out are `00`. */
  birthday?: string
  country?: string
  province?: string
  city?: string
  occupation?: string
  college?: string
  homepage?: string
  email?: string
  phone?: string
  mobile?: string
  personal?: string
  /** 1 A, 2 B, 3 O, 4 AB, 5 other. */
  bloodType?: number
  /** 1 Aquarius (水瓶) to 12 Capricorn (摩羯). */
  constellation?: number
  /** 1 rat to 12 pig. */
  zodiac?: number
  /** QQ level (太阳, 月亮, 星星), and the days that count for it. */
  level?: number
  levelDays?: number
  /** Level of a paying member; absent for everybody else. */
  vipLevel?: number
}

/** One line of a group's or discussion's member list. */
export interface Member {
  /** The lasting contact, when this member is one; null for a stranger who never spoke. */
  contact: ContactId | null
  nick: string
  /** Name inside the group; null when none is set. */
  card: string | null
  role: 'owner' | 'admin' | 'member'
  isSelf: boolean
}

/** Somebody we keep for good: a person, a group or a discussion of one account. */
export interface Contact {
  id: ContactId
  account: AccountId
  kind: HandleKind
  /** Real QQ number (decimal digits) once the service has given it; null until then. */
  number: string | null
  /** Nickname of a person, name of a group or discussion; null while only a handle is known. */
  nick: string | null
  /** The user's own name for it (备注); null when none is set. */
  remark: string | null
  /** Name of the friend category (分组); null when unknown or not a friend. */
  category: string | null
  isFriend: boolean
  profile: Profile | null
  /** Member list of a group or discussion; null until fetched. */
  members: Member[] | null
  /** Group notice (群公告), when fetched. */
  notice: string | null
  /** When the group was founded, ms; null when unknown. */
  createdAt: number | null
  firstSeenAt: number
  /** When names, profile or members were last taken from the service, ms. */
  updatedAt: number
  /** When `profile` or `members` were last asked for and came, ms; absent while they never did. */
  detailsAt?: number
}

/**
 * What a contact was called before a login recognised it by evidence that can be wrong, so that taking the link back
 * gives it its names back.
 */
export type ContactBefore = Pick<
  Contact,
  'nick' | 'remark' | 'category' | 'isFriend' | 'number' | 'profile' | 'createdAt'
>

/** Two contact ids that turned out to be the same person or group. Messages are never rewritten: readers follow this. */
export interface Alias {
  from: ContactId
  to: ContactId
  why: AliasWhy
  at: number
}

/** What said so. The user's word (`user`) can be taken back, as can all others, and beats them. */
export type AliasWhy =
  | 'same-number'
  | 'same-remark'
  /** Unique nickname together with category or profile. */
  | 'same-profile'
  /** Same name and the same second of founding. */
  | 'same-founding'
  /** A discussion with the same members. */
  | 'same-members'
  | 'user'

/** The user's word that two contacts are not the same, whatever the evidence. `a` is the smaller id. */
export interface Apart {
  a: ContactId
  b: ContactId
  account: AccountId
  at: number
}

/** A contact's picture, fetched by the background. */
export interface Avatar {
  contact: ContactId
  /** `data:image/…;base64,…` */
  image: string
  /** When it was fetched, ms. */
  at: number
}

/** The name to show: remark, else nick, else null (the caller says "unknown" in the user's language). */
export function displayName(contact: Pick<Contact, 'nick' | 'remark'>): string | null {
  return contact.remark || contact.nick || null
}
