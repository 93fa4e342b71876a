import type { Contact } from '../chat/contact.ts'
import { canonical } from './book.ts'
import type { Book } from './book.ts'

/** What two contacts are compared by, made comparable once. */
export interface Traits {
  contact: Contact
  /** Nick of a person, name of a group or discussion. */
  name: string | null
  remark: string | null
  /** The remark, when it can be a real number and no real number is known: the user's claim, not the wire's word. */
  claim: string | null
  /** A friend, or somebody who was one: only friends have a category or a remark. */
  isClose: boolean
  /** Nick of a group's owner. */
  owner: string | null
  /** Real numbers of a discussion's members without oneself. Empty for everybody else. */
  members: ReadonlySet<string>
}

export function traitsOf(book: Book, contact: Contact): Traits {
  const remark = plainName(contact.remark)
  return {
    contact,
    name: plainName(contact.nick),
    remark,
    claim: contact.kind === 'person' && contact.number === null ? claimedNumber(remark) : null,
    isClose: contact.kind !== 'person' || contact.isFriend || contact.category !== null || remark !== null,
    owner: contact.kind === 'group' ? plainName(contact.members?.find(({ role }) => role === 'owner')?.nick) : null,
    members: new Set(contact.kind === 'discuss' ? memberNumbers(book, contact) : []),
  }
}

/** A name without what differs between calls (no-break blanks, blanks around it, decomposed letters); null when empty. */
export function plainName(name: string | null | undefined): string | null {
  return name?.normalize('NFC').replaceAll('\u{a0}', ' ').trim() || null
}

/**
 * A remark that can be a QQ number: 5 to 11 digits, not beginning with 0, and not a mobile phone's. Users write the number
 * there to recognise people by it (ScienJus #85).
 */
export function claimedNumber(remark: string | null): string | null {
  const digits = remark?.normalize('NFKC') ?? ''
  return /^[1-9]\d{4,10}$/.test(digits) && !/^1[3-9]\d{9}$/.test(digits) ? digits : null
}

function memberNumbers(book: Book, { members }: Contact): string[] {
  return (members ?? []).flatMap(({ contact, isSelf }) => {
    const number = contact === null || isSelf ? null : book.contacts.get(canonical(book, contact))?.number
    return number ? [number] : []
  })
}
