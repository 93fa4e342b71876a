import type { Found, ReadFormat } from '../found.ts'
import type { Cut } from '../json-cutter.ts'
import { fieldsOf, idOf, nameOf, qqNumberOf } from '../values.ts'
import type { Fields } from '../values.ts'
import { cutFile } from './cut-file.ts'
import { QCE_CHAT, readQceMessage } from './qce-message.ts'
import { readJsonLines } from './read-json-lines.ts'

const cut: Cut = (path) => {
  if (path.length === 0) return 'enter'
  if (path[0] === 'messages') return path.length === 1 ? 'enter' : 'take'
  return path[0] === 'chatInfo' ? 'take' : 'skip'
}

/** One JSON of qq-chat-exporter; or the manifest of an export in chunks, which has no messages itself. */
export const readQce: ReadFormat = (chunks) =>
  cutFile(chunks, cut, ({ path, value, line }, found) => {
    if (path[0] === 'messages') readQceMessage(value, line, found)
    else chatInfo(fieldsOf(value) ?? {}, found)
  })

/** A chunk: a message a line. Whose conversation it is stands in the manifest. */
export const readQceLines: ReadFormat = (chunks) =>
  readJsonLines(chunks, (fields, line, found) => readQceMessage(fields, line, found))

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
  if (self === null) return
  found.push({ type: 'account', number: selfNumber, nick })
  found.push({ type: 'person', ref: self, id: null, number: selfNumber, nick, remark: null, isSelf: true })
}
