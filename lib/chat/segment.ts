import { attachmentText } from './attachment-text.ts'
import { noticeText } from './notice-text.ts'

/** A piece of a message in order. `face.name` is the Chinese name of the built-in picture, null when it is not known. */
export type Segment =
  | { type: 'text'; text: string }
  | { type: 'face'; code: number; name: string | null }
  | { type: 'picture' }
  /** The service delivered a message without content: a picture or a very long text that it withheld. */
  | { type: 'withheld' }
  | NoticeSegment
  /** Something beside words that an imported file tells of; the thing itself is not in the archive. `name`: of the file. */
  | { type: 'attachment'; what: AttachmentKind; name: string | null }
  /** The message it answers, as an imported file quotes it. */
  | { type: 'quote'; text: string }
  | { type: 'unknown'; raw: unknown }

export type AttachmentKind =
  | 'voice'
  | 'video'
  | 'file'
  | 'sticker'
  | 'link'
  | 'location'
  | 'card'
  | 'call'
  | 'red-packet'
  | 'transfer'
  | 'forward'

/** An event in place of words, alone in its message. Its words are in the catalogues, by `what`. */
export interface NoticeSegment {
  type: 'notice'
  what: NoticeKind
  /**
   * What the service told about it, as plain text. A fact it did not tell is absent; which ones a kind can have:
   * - files: `name`; offline files also `size` (bytes, decimal digits)
   * - `share`, requests and their answers: `text`, what somebody wrote into it
   * - `group-joined`, `group-kicked`: `by`, what the service calls the administrator
   * - `muted`, `unmuted`: `who` (card), `number` (real QQ number); `muted` also `seconds` (decimal digits)
   */
  facts: Readonly<Record<string, string>>
}

export type NoticeKind =
  | 'shake'
  | 'file-offered'
  | 'file-accepted'
  | 'file-refused'
  | 'file-sent'
  | 'file-failed'
  | 'offline-file'
  | 'offline-file-taken'
  | 'offline-file-refused'
  | 'video-offered'
  | 'video-refused'
  | 'share'
  | 'friend-request'
  | 'friend-accepted'
  | 'friend-refused'
  | 'friend-added'
  | 'group-created'
  | 'group-joined'
  | 'group-left'
  | 'group-kicked'
  | 'group-dissolved'
  | 'group-request'
  | 'group-request-accepted'
  | 'group-request-refused'
  | 'group-admin-made'
  | 'group-admin-removed'
  | 'group-owner-changed'
  | 'muted'
  | 'unmuted'
  | 'all-muted'
  | 'all-unmuted'

/**
 * Plain text of a message for matching, lists and search: faces as `[微笑]`, pictures as `[图片]`. A face whose name nobody
 * knows shows its code (`[表情15]`); 0 is no code but what the service sends for any face it cannot map.
 */
export function segmentsToText(segments: readonly Segment[]): string {
  return segments.map(segmentText).join('')
}

function segmentText(segment: Segment): string {
  switch (segment.type) {
    case 'text':
      return segment.text
    case 'face':
      return segment.name ? `[${segment.name}]` : `[表情${segment.code || ''}]`
    case 'picture':
      return '[图片]'
    case 'withheld':
      return '[图片或长消息]'
    case 'notice':
      return noticeText(segment)
    case 'attachment':
      return attachmentText(segment)
    case 'quote':
      return `「${segment.text}」`
    case 'unknown':
      return '[未知内容]'
  }
}
