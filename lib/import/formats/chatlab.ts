import type { AttachmentKind, Segment } from '../../chat/segment.ts'
import type { Found, ReadFormat } from '../found.ts'
import type { Cut } from '../json-cutter.ts'
import { ourIdOf } from '../our-id.ts'
import { pictureFound } from '../picture.ts'
import { attachmentSegments, textOfSegments, textSegments } from '../text-segments.ts'
import { fieldsOf, idOf, nameOf, qqNumberOf, secondsOf, textOf } from '../values.ts'
import type { Fields } from '../values.ts'
import { cutFile } from './cut-file.ts'
import { readJsonLines } from './read-json-lines.ts'

/** A file holds one conversation. */
const ONLY = 'chat'
const TEXT = 0
const PICTURE = 1
const REPLY = 25
const RECALL = 81
const ATTACHMENTS = new Map<number, AttachmentKind>([
  [2, 'voice'],
  [3, 'video'],
  [4, 'file'],
  [5, 'sticker'],
  [7, 'link'],
  [8, 'location'],
  [20, 'red-packet'],
  [21, 'transfer'],
  [23, 'call'],
  [24, 'link'],
  [26, 'forward'],
  [27, 'card'],
])

const cut: Cut = (path) => {
  if (path.length === 0) return 'enter'
  if (path[0] === 'members' || path[0] === 'messages') return path.length === 1 ? 'enter' : 'take'
  return path[0] === 'meta' ? 'take' : 'skip'
}

/** ChatLab JSON 0.0.1 and 0.0.2. */
export const readChatLab: ReadFormat = (chunks) => {
  const reader = createReader()
  return cutFile(chunks, cut, ({ path, value, line }, found) => {
    if (path[0] === 'meta') reader.meta(fieldsOf(value) ?? {}, found)
    else if (path[0] === 'members') reader.member(fieldsOf(value) ?? {}, found)
    else reader.message(value, line, found)
  })
}

/** ChatLab JSON Lines. */
export const readChatLabLines: ReadFormat = (chunks) => {
  const reader = createReader()
  return readJsonLines(chunks, (fields, line, found) => {
    if (fields._type === 'header') reader.meta(fieldsOf(fields.meta) ?? {}, found)
    else if (fields._type === 'member') reader.member(fields, found)
    else if (fields._type === 'message') reader.message(fields, line, found)
  })
}

function createReader() {
  let isPrivate = false
  let isQQ = true
  let owner: string | null = null
  const numberOf = (id: unknown) => (isQQ ? qqNumberOf(id) : null)

  return {
    meta(meta: Fields, found: Found[]): void {
      isPrivate = meta.type === 'private'
      isQQ = meta.platform === 'qq' || meta.platform === undefined
      owner = idOf(meta.ownerId)
      found.push({
        type: 'conversation',
        ref: ONLY,
        id: null,
        kind: isPrivate ? 'friend' : 'group',
        title: nameOf(meta.name),
        number: isPrivate ? null : numberOf(meta.groupId),
        person: null,
      })
      pictureFound('conversation', ONLY, meta.groupAvatar, found)
      if (owner === null) return
      found.push({ type: 'account', number: numberOf(owner), nick: null })
      found.push(personOf(owner, null, null))
    },
    member(member: Fields, found: Found[]): void {
      const id = idOf(member.platformId)
      if (id === null || id === 'SYSTEM') return
      found.push(personOf(id, nameOf(member.accountName), null))
      pictureFound('person', id, member.avatar, found)
    },
    message(value: unknown, line: number, found: Found[]): void {
      const fields = fieldsOf(value)
      if (fields === null) return void found.push({ type: 'problem', what: 'not-a-message', line })
      const at = secondsOf(fields.timestamp)
      if (at === null)
        return void found.push({ type: 'problem', what: fields.timestamp === undefined ? 'no-time' : 'bad-time', line })
      const sender = idOf(fields.sender)
      const author = sender === 'SYSTEM' ? null : sender
      const name = nameOf(fields.groupNickname) ?? nameOf(fields.accountName)
      const segments = segmentsOf(fields.type, textOf(fields.content))
      const id = idOf(fields.platformMessageId)
      if (fields.replyToMessageId !== undefined) found.push({ type: 'left-out', what: 'replies' })
      found.push({
        type: 'message',
        conversation: ONLY,
        id,
        exportId: ourIdOf(id),
        direction: author === null ? 'in' : owner === null ? null : author === owner ? 'out' : 'in',
        author,
        authorName: author === null ? null : name,
        authorNumber: author === null ? null : numberOf(author),
        segments,
        text: textOfSegments(segments),
        mentionsMe: false,
        recalled: fields.type === RECALL,
        at,
        precision: 1_000,
        source: null,
        autoReply: null,
        raw: { type: fields.type, ...(id === null ? {} : { platformMessageId: id }) },
        line,
      })
    },
  }

  function personOf(id: string, nick: string | null, remark: string | null): Found {
    return {
      type: 'person',
      ref: id,
      id: ourIdOf(id),
      number: numberOf(id),
      nick,
      remark,
      isSelf: id === owner,
    }
  }
}

/** `given`: null when the file does not tell, which is not the same as words that are none. */
function segmentsOf(type: unknown, given: string | null): Segment[] {
  const content = given ?? ''
  if (type === PICTURE && content === '') return [{ type: 'picture' }]
  const kind = typeof type === 'number' ? ATTACHMENTS.get(type) : undefined
  if (kind !== undefined) return attachmentSegments(kind, content)
  if (content !== '') return textSegments(content)
  return given !== null && (type === TEXT || type === REPLY || type === RECALL) ? [] : [{ type: 'unknown', raw: null }]
}
