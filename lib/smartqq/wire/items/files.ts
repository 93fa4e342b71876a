import * as z from 'zod/mini'
import type { NoticeKind } from '../../../chat/segment.ts'
import { maybeNumber, wireNumber } from '../shapes.ts'
import { facts, maybeLine, maybeTime } from './fields.ts'
import type { Handles } from './handles.ts'
import type { ItemReader, Understood } from './item-reader.ts'
import { peerOf } from './messages.ts'
import { notice, noticeFingerprint } from './notice.ts'

/**
 * Files and video between two people, as the page's script reads them. The page takes no part in a transfer and neither do
 * we: each item becomes a line in the conversation that says what happened.
 */
const betweenTwo = { from_uin: wireNumber, to_uin: maybeNumber, time: maybeTime }

const VIDEO = 161
/** `cancel_type` of a refusal: 1 refused by a computer, 2 by a web page, 3 nobody answered in time. */
const TIMED_OUT = 3

const fileSchema = z.object({
  ...betweenTwo,
  mode: z.string(),
  type: maybeNumber,
  name: maybeLine,
  cancel_type: maybeNumber,
})

/** `file_message`: an offer (`recv`), a refusal (`refuse`), or that ours is taken (`send_ack`); a file or a video call. */
export const readFileMessage: ItemReader = (value, handles, wireKind) => {
  const file = fileSchema.safeParse(value).data
  if (!file) return null
  const what = file.type === VIDEO ? videoKind(file.mode) : fileKind(file.mode, file.cancel_type)
  return what ? fileNotice(what, file, handles, wireKind, value) : { kind: 'other', wireKind }
}

function fileKind(mode: string, cancelType: number | null): NoticeKind | null {
  if (mode === 'recv') return 'file-offered'
  if (mode === 'send_ack') return 'file-accepted'
  if (mode === 'refuse') return cancelType === TIMED_OUT ? 'file-failed' : 'file-refused'
  return null
}

function videoKind(mode: string): NoticeKind | null {
  if (mode === 'recv') return 'video-offered'
  return mode === 'refuse' ? 'video-refused' : null
}

/** `file_status` of a transfer: 0 done, 50 error, 51 timed out, 53 cancelled; 10 only says that it has begun. */
const TRANSFERS: Readonly<Record<number, NoticeKind>> = {
  0: 'file-sent',
  50: 'file-failed',
  51: 'file-failed',
  53: 'file-failed',
}
const transferSchema = z.object({
  from_uin: wireNumber,
  to_uin: maybeNumber,
  now: maybeTime,
  file_infos: z.array(z.unknown()),
})
const transferredSchema = z.object({ file_name: maybeLine, file_status: wireNumber })

/** `filesrv_transfer`: how a transfer goes. As the page does, its first file is taken for all. */
export const readTransfer: ItemReader = (value, handles, wireKind) => {
  const transfer = transferSchema.safeParse(value).data
  const file = transfer && transferredSchema.safeParse(transfer.file_infos[0]).data
  if (!file) return null
  const what = TRANSFERS[file.file_status]
  const about = { ...transfer, time: transfer.now, name: file.file_name }
  return what ? fileNotice(what, about, handles, wireKind, value) : { kind: 'other', wireKind }
}

const offlineSchema = z.object({ ...betweenTwo, name: maybeLine, size: maybeNumber })

/** `push_offfile`: a file that was sent while we were away, and waits on a server. */
export const readOfflineFile: ItemReader = (value, handles, wireKind) => {
  const file = offlineSchema.safeParse(value).data
  return file ? fileNotice('offline-file', file, handles, wireKind, value) : null
}

const answeredSchema = z.object({ ...betweenTwo, action: wireNumber, filename: maybeLine, filesize: maybeNumber })

/** `notify_offfile`: what became of our own offline file. `action` 1 taken; the page takes every other one for a refusal. */
export const readOfflineAnswer: ItemReader = (value, handles, wireKind) => {
  const answer = answeredSchema.safeParse(value).data
  if (!answer) return null
  const what = answer.action === 1 ? 'offline-file-taken' : 'offline-file-refused'
  return fileNotice(what, { ...answer, name: answer.filename, size: answer.filesize }, handles, wireKind, value)
}

const refusedSchema = z.object(betweenTwo)

/** `av_refuse`: our video call was not taken. No recording is known; the fields are those of a client in Go. */
export const readVideoRefusal: ItemReader = (value, handles, wireKind) => {
  const refusal = refusedSchema.safeParse(value).data
  return refusal ? fileNotice('video-refused', { ...refusal, name: '' }, handles, wireKind, value) : null
}

function fileNotice(
  what: NoticeKind,
  file: { from_uin: number; to_uin: number | null; time: number | null; name: string; size?: number | null },
  handles: Handles,
  wireKind: string,
  value: unknown,
): Understood | null {
  const where = peerOf(file, handles)
  if (!where) return null
  return notice({
    what,
    facts: facts({ name: file.name, size: file.size }),
    where,
    author: handles.other(file.from_uin),
    sentAt: file.time,
    fingerprint: noticeFingerprint(wireKind, value),
  })
}
