import { segmentsToText, type AttachmentKind, type NoticeKind } from '../../chat/segment.ts'
import type { ExportedSegment } from '../format.ts'
import type { FileContext } from '../ports.ts'

const ATTACHMENTS: Readonly<Record<AttachmentKind, string>> = {
  voice: 'Voice',
  video: 'Video',
  file: 'File',
  sticker: 'Sticker',
  link: 'Link',
  location: 'Location',
  card: 'Contact card',
  call: 'Call',
  'red-packet': 'Red packet',
  transfer: 'Transfer',
  forward: 'Forwarded messages',
}

const NOTICES: Readonly<Record<NoticeKind, string>> = {
  shake: 'Window shake',
  'file-offered': 'File',
  'file-accepted': 'File accepted',
  'file-refused': 'File refused',
  'file-sent': 'File transferred',
  'file-failed': 'File transfer failed',
  'offline-file': 'Offline file',
  'offline-file-taken': 'Offline file accepted',
  'offline-file-refused': 'Offline file refused',
  'video-offered': 'Video call',
  'video-refused': 'Video call refused',
  share: 'Shared in the group',
  'friend-request': 'Friend request',
  'friend-accepted': 'Friend request accepted',
  'friend-refused': 'Friend request refused',
  'friend-added': 'Added as a friend',
  'group-created': 'Group created',
  'group-joined': 'A member joined',
  'group-left': 'A member left',
  'group-kicked': 'A member was removed',
  'group-dissolved': 'Group dissolved',
  'group-request': 'Request to join',
  'group-request-accepted': 'Request to join accepted',
  'group-request-refused': 'Request to join refused',
  'group-admin-made': 'New administrator',
  'group-admin-removed': 'Administrator removed',
  'group-owner-changed': 'New owner',
  muted: 'Muted',
  unmuted: 'Unmuted',
  'all-muted': 'Everybody muted',
  'all-unmuted': 'Everybody unmuted',
}

/**
 * A segment as text in the file's language, for files that people read. In Chinese it is what the archive has. Names of faces
 * are Chinese in both: they are what QQ calls them.
 */
export function segmentWords(segment: ExportedSegment, language: FileContext['language']): string {
  if (language === 'en') {
    switch (segment.type) {
      case 'picture':
        return '[Picture]'
      case 'withheld':
        return '[Picture or long message]'
      case 'unknown':
        return '[Unknown content]'
      case 'attachment':
        return labelled(ATTACHMENTS[segment.what], segment.name)
      case 'notice':
        return labelled(NOTICES[segment.what], segment.facts.name ?? segment.facts.text ?? segment.facts.who)
      case 'quote':
        return `“${segment.text}”`
      case 'face':
        if (!segment.name) return `[Face${segment.code ? ` ${segment.code}` : ''}]`
        break
      case 'text':
        break
    }
  }
  return segmentsToText([segment.type === 'unknown' ? { type: 'unknown', raw: null } : segment])
}

function labelled(label: string, detail: string | null | undefined): string {
  return detail ? `[${label}] ${detail}` : `[${label}]`
}
