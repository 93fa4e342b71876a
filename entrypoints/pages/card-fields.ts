import type { Contact, Profile } from '../../lib/chat/contact.ts'
import type { ConversationSummary } from '../../lib/chat/message.ts'
import { formatDate, formatMoment, formatNumber } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { Key } from '../../lib/i18n/zh-CN.ts'
import { profileWords } from './profile-words.ts'

/** One line of a contact card. */
export interface CardField {
  label: string
  value: string
}

/** In the order of the card. Every field the service can return; unknown ones are left out when drawn. */
const PROFILE: readonly (keyof Profile)[] = [
  'signature',
  'gender',
  'birthday',
  'zodiac',
  'constellation',
  'bloodType',
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
  'level',
  'levelDays',
  'vipLevel',
]

/** What is known about a contact beside its profile: who it is, and what the archive has of it. */
export function identityFields(contact: Contact, summary: ConversationSummary | null): CardField[] {
  const isPerson = contact.kind === 'person'
  return present([
    ['card.field.remark', contact.remark],
    [isPerson ? 'card.field.nick' : 'card.field.name', contact.nick],
    ['card.field.number', contact.number],
    ['card.field.category', contact.category],
    ['card.field.owner', ownerOf(contact)],
    ['card.field.notice', contact.notice],
    ['card.field.createdAt', contact.createdAt === null ? null : formatDate(contact.createdAt)],
    ['card.field.firstSeenAt', formatDate(contact.firstSeenAt)],
    ['card.field.messages', summary ? formatNumber(summary.count) : null],
    ['card.field.lastAt', summary ? formatMoment(summary.lastAt) : null],
  ])
}

/** How the group calls its owner: by card, else by nick. */
function ownerOf({ members }: Contact): string | null {
  const owner = members?.find(({ role }) => role === 'owner')
  return owner ? owner.card || owner.nick : null
}

/** The profile as the service gave it; what it left empty is left out. */
export function profileFields(profile: Profile): CardField[] {
  return present(PROFILE.map((field) => [`card.field.${field}`, profileWords(profile, field)] as const))
}

function present(fields: readonly (readonly [Key, string | null])[]): CardField[] {
  return fields.flatMap(([key, value]) => (value ? [{ label: t(key), value }] : []))
}
