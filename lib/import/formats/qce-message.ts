import type { AttachmentKind, Segment } from '../../chat/segment.ts'
import type { Found } from '../found.ts'
import { textOfSegments, textSegments } from '../text-segments.ts'
import { fieldsOf, idOf, instantOf, listOf, memberOf, nameOf, qqNumberOf, secondsOf, textOf } from '../values.ts'
import { wallTimeOf, type ZoneTime } from '../zone-time.ts'
import type { QcePictures } from './qce-pictures.ts'
import type { Fields } from '../values.ts'

/** The file holds one conversation. */
export const QCE_CHAT = 'chat'

const ATTACHMENTS = new Map<unknown, AttachmentKind>([
  ['video', 'video'],
  ['audio', 'voice'],
  ['voice', 'voice'],
  ['ptt', 'voice'],
  ['file', 'file'],
  ['market_face', 'sticker'],
  ['marketFace', 'sticker'],
  ['mface', 'sticker'],
  ['json', 'link'],
  ['json_card', 'link'],
  ['ark', 'link'],
  ['location', 'location'],
  ['forward', 'forward'],
  ['multiForward', 'forward'],
  ['wallet', 'red-packet'],
  ['contact', 'card'],
])

/** What a file of qq-chat-exporter is read with. */
export interface QceContext {
  /** Reads times that tell no zone. */
  zoned: ZoneTime
  pictures: QcePictures
}

/** A message of qq-chat-exporter: versions 5 and 6, and the older shape of version 4. */
export function readQceMessage(value: unknown, line: number, { zoned, pictures }: QceContext, found: Found[]): void {
  const fields = fieldsOf(value)
  if (fields === null) return void found.push({ type: 'problem', what: 'not-a-message', line })
  const stamp = fields.timestamp ?? fields.time
  const wall = wallTimeOf(stamp)
  const at = wall === null ? momentOf(stamp) : zoned(wall)
  if (at === null) return void found.push({ type: 'problem', what: stamp === undefined ? 'no-time' : 'bad-time', line })
  const sender = fieldsOf(fields.sender) ?? {}
  const old = fieldsOf(fields.rawMessage) ?? {}
  const isSystem = fields.system === true || fields.isSystemMessage === true
  const uid = idOf(sender.uid)
  const number = qqNumberOf(sender.uin) ?? qqNumberOf(sender.uid)
  const author = isSystem ? null : (uid ?? number)
  const name =
    nameOf(sender.groupCard) ??
    nameOf(old.sendMemberName) ??
    nameOf(sender.remark) ??
    nameOf(sender.name) ??
    nameOf(sender.nickname) ??
    nameOf(old.sendNickName)
  if (author !== null) {
    found.push({
      type: 'person',
      ref: author,
      id: null,
      number,
      nick: nameOf(sender.nickname) ?? nameOf(old.sendNickName) ?? nameOf(sender.name),
      remark: nameOf(sender.remark),
      isSelf: false,
    })
    pictures.met(author, number, sender.avatarBase64, found)
  }
  const segments = segmentsOf(fieldsOf(fields.content) ?? {}, isSystem)
  if (listOf(memberOf(fields.content, 'resources')).length > 0) found.push({ type: 'left-out', what: 'files' })
  const id = idOf(fields.id) ?? idOf(fields.messageId)
  found.push({
    type: 'message',
    conversation: QCE_CHAT,
    id,
    exportId: null,
    direction: isSystem ? 'in' : null,
    author,
    authorName: isSystem ? null : name,
    authorNumber: isSystem ? null : number,
    segments,
    text: textOfSegments(segments),
    mentionsMe: false,
    recalled: fields.recalled === true || fields.isRecalled === true,
    at,
    precision: typeof stamp === 'number' && stamp % 1_000 !== 0 ? 1 : 1_000,
    ...(wall === null ? {} : { zoneless: true as const }),
    source: null,
    autoReply: null,
    raw: {
      ...(id === null ? {} : { id }),
      ...(idOf(fields.seq) === null ? {} : { seq: idOf(fields.seq) }),
      type: nameOf(fields.type) ?? null,
    },
    line,
  })
}

/** Milliseconds; version 4 has also seconds and ISO 8601. */
function momentOf(stamp: unknown): number | null {
  if (typeof stamp === 'string' && stamp.includes('T')) return instantOf(stamp)
  return secondsOf(stamp)
}

function segmentsOf(content: Fields, isSystem: boolean): Segment[] {
  const elements = listOf(content.elements).flatMap(elementOf)
  if (elements.length > 0) return elements
  const text = textOf(content.text) ?? ''
  const quoted = memberOf(content.reply, 'content') ?? memberOf(content.reply, 'text')
  const quote: Segment[] =
    typeof quoted === 'string' && quoted !== '' ? [{ type: 'quote', text: quoted.toWellFormed() }] : []
  if (text !== '') return [...quote, ...(isSystem ? [{ type: 'text' as const, text }] : textSegments(text))]
  const resources = listOf(content.resources).flatMap((resource) => thingOf(memberOf(resource, 'type'), resource))
  return resources.length > 0 ? [...quote, ...resources] : [...quote, { type: 'unknown', raw: null }]
}

function elementOf(element: unknown): Segment[] {
  const type = memberOf(element, 'type')
  const data = memberOf(element, 'data')
  const text = textOf(memberOf(data, 'text')) ?? textOf(memberOf(data, 'content')) ?? textOf(memberOf(data, 'summary'))
  switch (type) {
    case 'text':
      return text ? [{ type: 'text', text }] : []
    case 'at': {
      const name = nameOf(memberOf(data, 'name')) ?? nameOf(memberOf(data, 'uid'))
      return [{ type: 'text', text: name === null ? (text ?? '@') : name.startsWith('@') ? name : `@${name}` }]
    }
    case 'face':
    case 'emoji': {
      const code = Number(idOf(memberOf(data, 'id')) ?? 0)
      // Names come as `/微笑`, `[微笑]` or `微笑`.
      const name = nameOf(memberOf(data, 'name'))?.replace(/^[/[]+|\]+$/g, '') || null
      return [{ type: 'face', code: Number.isSafeInteger(code) ? code : 0, name }]
    }
    case 'reply': {
      const quoted = textOf(memberOf(data, 'content')) ?? text
      return quoted ? [{ type: 'quote', text: quoted }] : []
    }
    case 'system':
      return text ? [{ type: 'text', text }] : []
    default:
      return thingOf(type, data, text)
  }
}

function thingOf(type: unknown, data: unknown, text: string | null = null): Segment[] {
  if (type === 'image' || type === 'pic' || type === 'picture') return [{ type: 'picture' }]
  const what = ATTACHMENTS.get(type)
  const name =
    nameOf(memberOf(data, 'filename')) ?? nameOf(memberOf(data, 'fileName')) ?? nameOf(memberOf(data, 'title'))
  if (what !== undefined) return [{ type: 'attachment', what, name: name ?? nameOf(memberOf(data, 'name')) }]
  return text ? [{ type: 'text', text }] : [{ type: 'unknown', raw: null }]
}
