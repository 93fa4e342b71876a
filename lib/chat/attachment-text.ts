import type { AttachmentKind, Segment } from './segment.ts'

/** Chinese labels that stand for an attachment in plain text, like those of notices: archived, searched and exported. */
const LABELS: Readonly<Record<AttachmentKind, string>> = {
  voice: '语音',
  video: '视频',
  file: '文件',
  sticker: '表情包',
  link: '链接',
  location: '位置',
  card: '名片',
  call: '通话',
  'red-packet': '红包',
  transfer: '转账',
  forward: '聊天记录',
}

/** An attachment as plain text: `[语音]`, `[文件] a.txt`. */
export function attachmentText({ what, name }: Extract<Segment, { type: 'attachment' }>): string {
  return name ? `[${LABELS[what]}] ${name}` : `[${LABELS[what]}]`
}
