import type { AttachmentKind, NoticeKind } from '../../chat/segment.ts'
import type { ExportedMessage, ExportedPerson, ExportedSegment } from '../format.ts'
import type { ConversationHead, ExportedSender, FileContext } from '../ports.ts'
import { filterText, rangeText, titleOf } from './about.ts'
import { isBySystem, seen, type Authors } from './authors.ts'
import { createLocalClock } from './local-clock.ts'
import { fileWords } from './words.ts'

/** The blocks of ChatLab's format, version 0.0.2, as far as we write them. */
export interface ChatlabHeader {
  /** `exportedAt`: Unix seconds. */
  chatlab: { version: '0.0.2'; exportedAt: number; generator: string; description?: string }
  meta: {
    name: string
    platform: 'qq'
    type: 'group' | 'private'
    groupId?: string
    groupAvatar?: string
    /** Who exported, as in `members`. */
    ownerId: string
  }
}

export interface ChatlabMember {
  platformId: string
  accountName: string
  groupNickname?: string
  aliases?: string[]
  avatar?: string
  roles?: { id: 'owner' | 'admin' }[]
}

export interface ChatlabMessage {
  platformMessageId: string
  sender: string
  accountName: string
  groupNickname?: string
  /** Unix seconds. */
  timestamp: number
  type: number
  content: string | null
}

/** The header but for what depends on the members. */
export function chatlabHeader(context: FileContext, head: ConversationHead, authors: Authors): ChatlabHeader {
  const words = fileWords(context)
  const about = [
    `${words.range}${words.colon}${rangeText(context, createLocalClock(context.timeZone), words)} (${context.timeZone})`,
  ]
  const filter = filterText(context, words)
  if (filter !== '') about.push(`${words.filter}${words.colon}${filter}`)
  if (context.redacted) about.push(words.redacted)
  return {
    chatlab: {
      version: '0.0.2',
      exportedAt: Math.floor(context.exportedAt / 1000),
      generator: `${context.generator.name} ${context.generator.version}`,
      description: about.join('. '),
    },
    meta: {
      name: titleOf(head, words),
      platform: 'qq',
      type: head.kind === 'friend' ? 'private' : 'group',
      ...(head.kind === 'friend' ? {} : { groupId: head.number ?? head.id }),
      ownerId: authors.idOf(null),
    },
  }
}

/** Somebody of the list, with what only we know about them. */
export type ListedMember = ChatlabMember & { contact: string | null; wrote: boolean }

/**
 * The account, everybody who is known to be in the conversation, and everybody who wrote and is not (any more); nobody twice. Pictures
 * are in another place.
 */
export function chatlabMembers(
  context: FileContext,
  head: ConversationHead,
  authors: Authors,
  senders: readonly ExportedSender[],
): ListedMember[] {
  const isGroup = head.kind !== 'friend'
  const wrote = new Set(senders.map(({ contact }) => authors.idOf(contact)))
  const members = new Map<string, ListedMember>()
  const self = { contact: null, platformId: authors.idOf(null), accountName: authors.nameOf(null), wrote: true }
  members.set(self.platformId, self)
  if (!isGroup) {
    const platformId = authors.idOf(head.id)
    members.set(platformId, {
      contact: head.id,
      platformId,
      accountName: authors.nameOf(head.id),
      ...remarkOf(context, head.id),
      wrote: true,
    })
  }
  for (const { contact, nick, card, role } of context.members(head.id)) {
    // A member without a contact never wrote; there is nothing that a message could name them by.
    if (contact === null) continue
    const platformId = authors.idOf(contact)
    const inGroup = {
      ...(isGroup && seen(card) ? { groupNickname: card ?? '' } : {}),
      ...(role === 'member' ? {} : { roles: [{ id: role }] }),
    }
    const known = members.get(platformId)
    if (known) Object.assign(known, inGroup)
    else
      members.set(platformId, {
        contact,
        platformId,
        accountName: seen(nick) ?? authors.nameOf(contact),
        ...remarkOf(context, contact),
        ...inGroup,
        wrote: wrote.has(platformId),
      })
  }
  for (const { contact, name } of senders) {
    const platformId = authors.idOf(contact)
    if (members.has(platformId)) continue
    const shown = seen(name)
    const accountName = seen(context.people.get(contact)?.nick) ?? shown ?? authors.nameOf(contact)
    const isCard = isGroup && isCardOf(shown, context.people.get(contact)) && shown !== accountName
    members.set(platformId, {
      contact,
      platformId,
      accountName,
      ...(isCard && shown !== null ? { groupNickname: shown } : {}),
      ...remarkOf(context, contact),
      wrote: true,
    })
  }
  return [...members.values()]
}

/** What was shown is a card when it is not what the person is called anywhere else. */
function isCardOf(shown: string | null, person: Pick<ExportedPerson, 'nick' | 'remark'> | undefined): boolean {
  return shown !== null && shown !== person?.nick && shown !== person?.remark
}

function remarkOf(context: FileContext, contact: string): Pick<ChatlabMember, 'aliases'> {
  const remark = seen(context.people.get(contact)?.remark)
  return remark ? { aliases: [remark] } : {}
}

/** One message. Readers drop a message whose sender or name is empty; neither ever is. */
export function chatlabMessage(
  message: ExportedMessage,
  isGroup: boolean,
  context: FileContext,
  authors: Authors,
): ChatlabMessage {
  const type = chatlabType(message)
  const shown = seen(message.authorName)
  const person = message.author === null ? undefined : context.people.get(message.author)
  const isCard = isGroup && !isBySystem(message) && isCardOf(shown, person)
  return {
    platformMessageId: message.id,
    sender: authors.id(message),
    accountName: authors.name(message),
    ...(isCard && shown !== null ? { groupNickname: shown } : {}),
    timestamp: Math.floor(Date.parse(message.at) / 1000),
    type,
    // Words that are none are words too; of a thing without any there is nothing to tell.
    content: message.text === '' && type !== TEXT && type !== REPLY && type !== RECALL ? null : message.text,
  }
}

const TEXT = 0
const IMAGE = 1
const FILE = 4
const EMOJI = 5
const POKE = 22
const CALL = 23
const SHARE = 24
const REPLY = 25
const SYSTEM = 80
const RECALL = 81
const OTHER = 99

const ATTACHMENTS: Readonly<Record<AttachmentKind, number>> = {
  voice: 2,
  video: 3,
  file: FILE,
  sticker: EMOJI,
  link: 7,
  location: 8,
  card: 27,
  call: CALL,
  'red-packet': 20,
  transfer: 21,
  forward: 26,
}

/** Notices that have a code of their own. */
const NOTICES: Readonly<Partial<Record<NoticeKind, number>>> = {
  shake: POKE,
  'file-offered': FILE,
  'offline-file': FILE,
  'video-offered': CALL,
  share: SHARE,
}

/** The code of ChatLab's table for what a message is. What holds words and other things is a text. */
export function chatlabType(message: Pick<ExportedMessage, 'segments' | 'recalled'>): number {
  if (message.recalled) return RECALL
  if (message.segments.some(({ type }) => type === 'quote')) return REPLY
  const codes = new Set(message.segments.map(codeOf))
  const [code = TEXT] = codes
  return codes.size === 1 ? code : TEXT
}

function codeOf(segment: ExportedSegment): number {
  switch (segment.type) {
    case 'text':
    case 'quote':
      return TEXT
    case 'face':
      return EMOJI
    case 'picture':
      return IMAGE
    case 'attachment':
      return ATTACHMENTS[segment.what]
    case 'withheld':
    case 'unknown':
      return OTHER
    case 'notice':
      return NOTICES[segment.what] ?? SYSTEM
  }
}
