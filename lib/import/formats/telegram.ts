import type { Segment } from '../../chat/segment.ts'
import type { Found, ReadFormat } from '../found.ts'
import type { Cut } from '../json-cutter.ts'
import { attachmentSegments, textOfSegments, textSegments } from '../text-segments.ts'
import { fieldsOf, idOf, instantOf, listOf, memberOf, nameOf, secondsOf, textOf } from '../values.ts'
import type { Fields } from '../values.ts'
import { createZoneTime, wallTimeOf } from '../zone-time.ts'
import { cutFile } from './cut-file.ts'

const chatFields = new Set(['name', 'type', 'id'])
const groups = /group|channel/

/** `result.json` of one chat, or of all: then the chats stand in `chats.list` (and those left in `left_chats.list`). */
const cut: Cut = (path) => {
  if (path.length === 0) return 'enter'
  const inChat = chatPath(path)
  if (inChat === null) {
    const [first, second] = path
    if (first === 'personal_information') return 'take'
    if (first === 'chats' || first === 'left_chats') return path.length === 1 || second === 'list' ? 'enter' : 'skip'
    return 'skip'
  }
  const [member = ''] = inChat
  if (member === 'messages') return inChat.length === 1 ? 'enter' : 'take'
  return chatFields.has(member) ? 'take' : 'skip'
}

/** The path inside a chat; null outside. */
function chatPath<T extends string | number>(path: readonly T[]): readonly T[] | null {
  if ((path[0] === 'chats' || path[0] === 'left_chats') && path[1] === 'list')
    return path.length > 3 ? path.slice(3) : null
  const [first] = path
  return first === 'messages' || chatFields.has(String(first)) ? path : null
}

/** Telegram Desktop's JSON, of one chat or of the whole account. Its numbers are not QQ's, so nobody is found by them. */
export const readTelegram: ReadFormat = (chunks, context) => {
  const zoned = createZoneTime(context.timeZone)
  let self: string | null = null
  /** What is known of each chat so far: of a chat with one person the other one is its id. */
  const chats = new Map<string, { isPrivate: boolean; id: string | null }>()

  return cutFile(chunks, cut, ({ path, value, line }, found) => {
    if (path[0] === 'personal_information') return information(fieldsOf(value) ?? {}, found)
    const isList = path[1] === 'list' && typeof path[2] === 'number'
    const ref = isList ? `${path[0]}/${path[2]}` : 'chat'
    const inChat = chatPath(path)
    const member = inChat?.[0]
    if (member === 'messages') return message(value, ref, line, found)
    const chat = chats.get(ref) ?? { isPrivate: true, id: null }
    chats.set(ref, chat)
    if (member === 'type') chat.isPrivate = !groups.test(String(value))
    if (member === 'id') chat.id = idOf(value)
    found.push({
      type: 'conversation',
      ref,
      id: null,
      kind: member === 'type' ? (chat.isPrivate ? 'friend' : 'group') : null,
      title: member === 'name' ? nameOf(value) : null,
      number: null,
      person: chat.isPrivate && chat.id !== null ? `user${chat.id}` : null,
    })
  })

  function information(fields: Fields, found: Found[]): void {
    const id = idOf(fields.user_id)
    if (id === null) return
    self = `user${id}`
    const nick = [nameOf(fields.first_name), nameOf(fields.last_name)].filter((part) => part !== null).join(' ')
    found.push({ type: 'account', number: null, nick: nick || null })
    found.push({ type: 'person', ref: self, id: null, number: null, nick: nick || null, remark: null, isSelf: true })
  }

  function message(value: unknown, ref: string, line: number, found: Found[]): void {
    const fields = fieldsOf(value)
    if (fields === null) return void found.push({ type: 'problem', what: 'not-a-message', line })
    const exact = secondsOf(fields.date_unixtime) ?? instantOf(fields.date)
    const wall = exact === null ? wallTimeOf(fields.date) : null
    const at = wall === null ? exact : zoned(wall)
    if (at === null)
      return void found.push({ type: 'problem', what: fields.date === undefined ? 'no-time' : 'bad-time', line })
    const author = idOf(fields.from_id) ?? idOf(fields.actor_id)
    const authorName = nameOf(fields.from) ?? nameOf(fields.actor)
    const segments = segmentsOf(fields)
    const chat = chats.get(ref)
    if (fields.reactions !== undefined) found.push({ type: 'left-out', what: 'reactions' })
    if (fields.edited !== undefined) found.push({ type: 'left-out', what: 'edits' })
    if (fields.reply_to_message_id !== undefined) found.push({ type: 'left-out', what: 'replies' })
    if (fields.photo !== undefined || fields.file !== undefined) found.push({ type: 'left-out', what: 'files' })
    const id = idOf(fields.id)
    found.push({
      type: 'message',
      conversation: ref,
      id,
      exportId: null,
      direction: author === null ? 'in' : directionOf(author, chat),
      author: author ?? (authorName === null ? null : `name ${authorName}`),
      authorName,
      authorNumber: null,
      segments,
      text: textOfSegments(segments),
      mentionsMe: false,
      recalled: false,
      at,
      precision: 1_000,
      ...(wall === null ? {} : { zoneless: true as const }),
      source: null,
      autoReply: null,
      raw: rawOf(fields),
      line,
    })
  }

  /** With one person whoever is not that person is the account; elsewhere the file has to tell. */
  function directionOf(
    author: string,
    chat: { isPrivate: boolean; id: string | null } | undefined,
  ): 'in' | 'out' | null {
    if (self !== null) return author === self ? 'out' : 'in'
    if (chat?.isPrivate && chat.id !== null) return author === `user${chat.id}` ? 'in' : 'out'
    return null
  }
}

function segmentsOf(fields: Fields): Segment[] {
  const text = textIn(fields.text)
  const rest = text === '' ? [] : textSegments(text)
  const thing = thingOf(fields)
  if (thing !== null) return [thing, ...rest]
  if (rest.length > 0 || isWordless(fields)) return rest
  if (typeof fields.action === 'string') return textSegments(serviceText(fields))
  return [{ type: 'unknown', raw: null }]
}

/** Members of a message that is nothing but words. */
const OF_WORDS = new Set(['id', 'type', 'date', 'date_unixtime', 'from', 'from_id', 'text', 'text_entities'])

/** A message of words that are none, as our own exports have them: whatever else it is would stand in another member. */
function isWordless(fields: Fields): boolean {
  if (fields.type === 'service') return fields.action === 'qq_system'
  return textOf(fields.text) === '' && Object.keys(fields).every((name) => OF_WORDS.has(name))
}

/** The text in full, whatever it is made of. */
function textIn(text: unknown): string {
  if (typeof text === 'string') return text.toWellFormed()
  const pieces = listOf(text).map((piece) =>
    typeof piece === 'string' ? piece : (textOf(memberOf(piece, 'text')) ?? ''),
  )
  return pieces.join('').toWellFormed()
}

function thingOf(fields: Fields): Segment | null {
  const name = nameOf(fields.file_name)
  if (fields.photo !== undefined) return { type: 'picture' }
  switch (fields.media_type) {
    case 'sticker':
      return { type: 'attachment', what: 'sticker', name }
    case 'voice_message':
    case 'audio_file':
      return { type: 'attachment', what: 'voice', name }
    case 'video_message':
    case 'video_file':
    case 'animation':
      return { type: 'attachment', what: 'video', name }
    default:
  }
  if (fields.file !== undefined) return { type: 'attachment', what: 'file', name }
  if (fields.location_information !== undefined)
    return { type: 'attachment', what: 'location', name: nameOf(fields.place_name) }
  if (fields.contact_information !== undefined) {
    const contact = fieldsOf(fields.contact_information) ?? {}
    return { type: 'attachment', what: 'card', name: nameOf(contact.first_name) }
  }
  if (fields.poll !== undefined)
    return { type: 'text', text: `[投票] ${textOf(memberOf(fields.poll, 'question')) ?? ''}` }
  return null
}

/** An event that Telegram has no words for, by its own name for it. */
function serviceText(fields: Fields): string {
  const [only] = attachmentSegments('call', '')
  if (fields.action === 'phone_call' && only) return textOfSegments([only])
  const detail =
    nameOf(fields.title) ??
    listOf(fields.members)
      .flatMap((member) => nameOf(member) ?? [])
      .join('、')
  return `[${String(fields.action).replaceAll('_', ' ').slice(0, 60)}]${detail ? ` ${detail}` : ''}`
}

/** The item but for what is in the message already, so that nothing small of it is lost. */
function rawOf(fields: Fields): unknown {
  const kept: Record<string, unknown> = {}
  for (const name of [
    'id',
    'reply_to_message_id',
    'forwarded_from',
    'edited_unixtime',
    'file_size',
    'duration_seconds',
    'action',
  ])
    if (Object.hasOwn(fields, name) && typeof fields[name] !== 'object') kept[name] = fields[name]
  return kept
}
