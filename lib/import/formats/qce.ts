import type { Found, ReadFormat } from '../found.ts'
import type { Cut } from '../json-cutter.ts'
import { pictureFound } from '../picture.ts'
import { fieldsOf, idOf, nameOf, qqNumberOf } from '../values.ts'
import type { Fields } from '../values.ts'
import { createZoneTime } from '../zone-time.ts'
import { cutFile } from './cut-file.ts'
import { QCE_CHAT, readQceMessage, type QceContext } from './qce-message.ts'
import { createQcePictures } from './qce-pictures.ts'
import { readJsonLines } from './read-json-lines.ts'

const cut: Cut = (path) => {
  if (path.length === 0) return 'enter'
  if (path[0] === 'messages' || path[0] === 'avatars') return path.length === 1 ? 'enter' : 'take'
  return path[0] === 'chatInfo' ? 'take' : 'skip'
}

/** One JSON of qq-chat-exporter; or the manifest of an export in chunks, which has no messages itself. */
export const readQce: ReadFormat = (chunks, { timeZone }) => {
  const context = contextOf(timeZone)
  return cutFile(chunks, cut, ({ path, value, line }, found) => {
    if (path[0] === 'messages') readQceMessage(value, line, context, found)
    else if (path[0] === 'avatars') context.pictures.listed(String(path[1]), value, found)
    else chatInfo(fieldsOf(value) ?? {}, found)
  })
}

/** A chunk: a message a line. Whose conversation it is stands in the manifest. */
export const readQceLines: ReadFormat = (chunks, { timeZone }) => {
  const context = contextOf(timeZone)
  return readJsonLines(chunks, (fields, line, found) => readQceMessage(fields, line, context, found))
}

function contextOf(timeZone: string): QceContext {
  return { zoned: createZoneTime(timeZone), pictures: createQcePictures() }
}

function chatInfo(info: Fields, found: Found[]): void {
  const isGroup = info.type === 'group'
  const self = idOf(info.selfUid) ?? idOf(info.selfUin)
  const selfNumber = qqNumberOf(info.selfUin)
  const nick = nameOf(info.selfName)
  found.push({
    type: 'conversation',
    ref: QCE_CHAT,
    id: null,
    kind: isGroup ? 'group' : 'friend',
    title: nameOf(info.name),
    number: qqNumberOf(info.peerUin) ?? (isGroup ? qqNumberOf(info.peerUid) : null),
    person: isGroup ? null : (idOf(info.peerUid) ?? idOf(info.peerUin)),
  })
  pictureFound('conversation', QCE_CHAT, info.avatar, found)
  if (self === null) return
  found.push({ type: 'account', number: selfNumber, nick })
  found.push({ type: 'person', ref: self, id: null, number: selfNumber, nick, remark: null, isSelf: true })
}
