import type { MessageView } from '../chat/message.ts'
import type { AttachmentKind, Segment } from '../chat/segment.ts'

/** What `has:` can ask for: by its own name, and by what people type. The first Chinese word is the one that is proposed. */
export const CONTENT_NAMES = {
  picture: ['图片', '照片', 'image', 'photo', 'pic'],
  face: ['表情', 'emoji'],
  file: ['文件'],
  link: ['链接', '网址', 'url'],
  notice: ['系统', '系统消息', '提示', 'system'],
  attachment: ['附件'],
  voice: ['语音', 'audio'],
  video: ['视频'],
  sticker: ['表情包'],
  location: ['位置', '定位'],
  card: ['名片'],
  call: ['通话'],
  'red-packet': ['红包'],
  transfer: ['转账'],
  forward: ['聊天记录', '转发'],
  quote: ['引用', '回复', 'reply'],
  mention: ['提到我', '@我', '@', 'me'],
  autoreply: ['自动回复', 'auto-reply', 'auto'],
  recalled: ['撤回', '已撤回'],
  imported: ['导入', 'import'],
  unknown: ['未知'],
} as const satisfies Record<string, readonly string[]>
export type Content = keyof typeof CONTENT_NAMES

export const CONTENTS = Object.keys(CONTENT_NAMES).filter((name): name is Content => name in CONTENT_NAMES)

/** What a typed word asks for; null when it is no such word. */
export function readContent(typed: string): Content | null {
  const word = typed.normalize('NFKC').toLowerCase()
  const plural = word.replace(/s$/, '')
  return (
    CONTENTS.find((content) => {
      const names: readonly string[] = CONTENT_NAMES[content]
      return content === word || content === plural || names.includes(word) || names.includes(plural)
    }) ?? null
  )
}

const LINK = /https?:\/\/|\bwww\./i

/** Whether a message has it. Content that the service withheld counts as a picture, which it nearly always is. */
export function hasContent(message: MessageView, content: Content): boolean {
  switch (content) {
    case 'mention':
      return message.mentionsMe
    case 'autoreply':
      return message.outboxId !== null
    case 'recalled':
      return message.recalled === true
    case 'imported':
      return message.source === 'import'
    case 'link':
      return (
        LINK.test(message.text) ||
        message.segments.some((segment) => isAttachment(segment, 'link') || isNotice(segment, 'share'))
      )
    case 'picture':
      return message.segments.some(({ type }) => type === 'picture' || type === 'withheld')
    case 'file':
      return message.segments.some((segment) => isAttachment(segment, 'file') || isNotice(segment, 'file'))
    case 'video':
      return message.segments.some((segment) => isAttachment(segment, 'video') || isNotice(segment, 'video'))
    case 'face':
    case 'notice':
    case 'attachment':
    case 'quote':
    case 'unknown':
      return message.segments.some(({ type }) => type === content)
    case 'voice':
    case 'sticker':
    case 'location':
    case 'card':
    case 'call':
    case 'red-packet':
    case 'transfer':
    case 'forward':
      return message.segments.some((segment) => isAttachment(segment, content))
  }
}

function isAttachment(segment: Segment, what: AttachmentKind): boolean {
  return segment.type === 'attachment' && segment.what === what
}

/** Of the kinds of a notice that has to do with it: `offline-file-taken` with `file`. */
function isNotice(segment: Segment, about: string): boolean {
  return segment.type === 'notice' && segment.what.split('-').includes(about)
}
