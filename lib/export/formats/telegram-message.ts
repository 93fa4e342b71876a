import type { AttachmentKind, NoticeKind } from '../../chat/segment.ts'
import type { ExportedMessage, ExportedSegment } from '../format.ts'
import { isBySystem, type Authors } from './authors.ts'
import type { LocalTime } from './local-clock.ts'
import { numericId } from './numeric-id.ts'
import { segmentWords } from './segment-words.ts'

/** A piece of text as Telegram takes it apart. */
export interface TelegramEntity {
  type: 'plain' | 'link' | 'blockquote'
  text: string
}

/** A message of `result.json`, as far as we have something for it. */
export interface TelegramMessage {
  id: number
  type: 'message' | 'service'
  /** Local time without a zone, to the second. */
  date: string
  /** Unix seconds. */
  date_unixtime: string
  from?: string
  from_id?: string
  actor?: string
  actor_id?: string
  action?: string
  members?: string[]
  photo?: string
  file?: string
  file_name?: string
  media_type?: 'voice_message' | 'video_file' | 'sticker'
  text: string | (string | TelegramEntity)[]
  text_entities: TelegramEntity[]
}

/** What Telegram itself writes in place of a file that is not there. */
const NOT_INCLUDED = '(File not included. Change data exporting settings to download.)'
const LINK = /https?:\/\/[^\s<>"'，。！？、；：（）《》「」【】]+/g

export function telegramMessage(
  message: ExportedMessage,
  clock: (at: number) => LocalTime,
  authors: Authors,
): TelegramMessage {
  const at = Date.parse(message.at)
  const { day, time } = clock(at)
  const head = {
    id: numericId(message.id),
    date: `${day}T${time}`,
    date_unixtime: String(Math.floor(at / 1000)),
  }
  const id = authors.id(message)
  const name = authors.name(message)
  const userId = `user${/^\d+$/.test(id) ? id : numericId(id)}`
  const [first] = message.segments
  if (first?.type === 'notice' || isBySystem(message)) {
    const who = isBySystem(message) ? {} : { actor: name, actor_id: userId }
    return { ...head, type: 'service', ...who, ...actionOf(first, name), ...textOf([plain(message.text)]) }
  }
  const thing = message.segments.length === 1 && first ? thingOf(first) : null
  const entities = thing ? [] : entitiesOf(message)
  return { ...head, type: 'message', from: name, from_id: userId, ...thing, ...textOf(entities) }
}

/** Of a message that is nothing but a picture or a file: that, as Telegram tells it. Others keep their label as text. */
function thingOf(
  segment: ExportedSegment,
): Pick<TelegramMessage, 'photo' | 'file' | 'file_name' | 'media_type'> | null {
  if (segment.type === 'picture') return { photo: NOT_INCLUDED }
  if (segment.type !== 'attachment') return null
  const media_type = MEDIA[segment.what]
  if (media_type === undefined && segment.what !== 'file') return null
  return {
    file: NOT_INCLUDED,
    ...(segment.name === null ? {} : { file_name: segment.name }),
    ...(media_type === undefined ? {} : { media_type }),
  }
}

const MEDIA: Readonly<Partial<Record<AttachmentKind, TelegramMessage['media_type']>>> = {
  voice: 'voice_message',
  video: 'video_file',
  sticker: 'sticker',
}

/** Telegram's names for what it knows too; the rest is under our own, which no action of Telegram's begins like. */
const ACTIONS: Readonly<Partial<Record<NoticeKind, string>>> = {
  'group-created': 'create_group',
  'group-joined': 'invite_members',
  'group-left': 'remove_members',
  'group-kicked': 'remove_members',
  'video-offered': 'phone_call',
}
const WITH_MEMBERS = new Set(['invite_members', 'remove_members'])

function actionOf(segment: ExportedSegment | undefined, name: string): Pick<TelegramMessage, 'action' | 'members'> {
  if (segment?.type !== 'notice') return { action: 'qq_system' }
  const action = ACTIONS[segment.what] ?? `qq_${segment.what.replaceAll('-', '_')}`
  return WITH_MEMBERS.has(action) ? { action, members: [name] } : { action }
}

function entitiesOf(message: ExportedMessage): TelegramEntity[] {
  const entities = message.segments.flatMap((segment) =>
    segment.type === 'quote'
      ? [{ type: 'blockquote' as const, text: segmentWords(segment, 'zh-CN') }]
      : withLinks(segmentWords(segment, 'zh-CN')),
  )
  // The pieces must add up to the message; if they ever do not, the message is right.
  return joined(entities) === message.text ? merged(entities) : [plain(message.text)]
}

function withLinks(text: string): TelegramEntity[] {
  const entities: TelegramEntity[] = []
  let from = 0
  for (const { 0: link, index } of text.matchAll(LINK)) {
    entities.push(plain(text.slice(from, index)), { type: 'link', text: link })
    from = index + link.length
  }
  entities.push(plain(text.slice(from)))
  return entities
}

/** Neighbouring plain pieces as one, empty ones gone. */
function merged(entities: readonly TelegramEntity[]): TelegramEntity[] {
  const result: TelegramEntity[] = []
  for (const entity of entities) {
    const last = result.at(-1)
    if (entity.text === '') continue
    if (last?.type === 'plain' && entity.type === 'plain') last.text += entity.text
    else result.push({ ...entity })
  }
  return result
}

/** Text of plain pieces only is a string in Telegram's files; otherwise a list in which plain pieces are strings. */
function textOf(entities: TelegramEntity[]): Pick<TelegramMessage, 'text' | 'text_entities'> {
  const kept = entities.filter(({ text }) => text !== '')
  const text = kept.every(({ type }) => type === 'plain')
    ? joined(kept)
    : kept.map((entity) => (entity.type === 'plain' ? entity.text : entity))
  return { text, text_entities: kept }
}

function plain(text: string): TelegramEntity {
  return { type: 'plain', text }
}

function joined(entities: readonly TelegramEntity[]): string {
  return entities.map(({ text }) => text).join('')
}
