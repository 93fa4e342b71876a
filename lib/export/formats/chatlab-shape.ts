import type { AttachmentKind, NoticeKind } from '../../chat/segment.ts'
import type { ExportedMessage, ExportedSegment } from '../format.ts'
import type { ConversationHead, FileContext } from '../ports.ts'
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

/**
 * Everybody who is known to be in the conversation, the account first; nobody twice. People who wrote and left are not among
 * them: they come with their messages, where readers find them. Pictures are in another place.
 */
export function chatlabMembers(
  context: FileContext,
  head: ConversationHead,
  authors: Authors,
): (ChatlabMember & { contact: string | null })[] {
  const isGroup = head.kind !== 'friend'
  const members = new Map<string, ChatlabMember & { contact: string | null }>()
  const self = { contact: null, platformId: authors.idOf(null), accountName: authors.nameOf(null) }
  members.set(self.platformId, self)
  if (!isGroup) {
    const platformId = authors.idOf(head.id)
    members.set(platformId, {
      contact: head.id,
      platformId,
      accountName: authors.nameOf(head.id),
      ...remarkOf(context, head.id),
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
      })
  }
  return [...members.values()]
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
  // What was shown then is a card when it is not what the person is called anywhere else.
  const isCard = isGroup && shown !== null && !isBySystem(message) && shown !== person?.nick && shown !== person?.remark
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
