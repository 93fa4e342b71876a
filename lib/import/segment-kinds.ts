import type { AttachmentKind, NoticeKind } from '../chat/segment.ts'

/** Each kind of a type, as data: one that is missing or too many does not compile. */
function kinds<T extends string>(all: Record<T, true>): readonly T[] {
  return Object.keys(all) as T[]
}

export const ATTACHMENT_KINDS = kinds<AttachmentKind>({
  voice: true,
  video: true,
  file: true,
  sticker: true,
  link: true,
  location: true,
  card: true,
  call: true,
  'red-packet': true,
  transfer: true,
  forward: true,
})

export const NOTICE_KINDS = kinds<NoticeKind>({
  shake: true,
  'file-offered': true,
  'file-accepted': true,
  'file-refused': true,
  'file-sent': true,
  'file-failed': true,
  'offline-file': true,
  'offline-file-taken': true,
  'offline-file-refused': true,
  'video-offered': true,
  'video-refused': true,
  share: true,
  'friend-request': true,
  'friend-accepted': true,
  'friend-refused': true,
  'friend-added': true,
  'group-created': true,
  'group-joined': true,
  'group-left': true,
  'group-kicked': true,
  'group-dissolved': true,
  'group-request': true,
  'group-request-accepted': true,
  'group-request-refused': true,
  'group-admin-made': true,
  'group-admin-removed': true,
  'group-owner-changed': true,
  muted: true,
  unmuted: true,
  'all-muted': true,
  'all-unmuted': true,
})
