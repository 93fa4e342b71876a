import type { NoticeKind, NoticeSegment } from './segment.ts'

/**
 * Chinese labels that stand for a notice in plain text, beside `[图片]` and `[微笑]`: part of what is archived, searched
 * and exported, the same in every language of the extension. What the user reads on screen is in the catalogues.
 */
const LABELS: Readonly<Record<NoticeKind, string>> = {
  shake: '窗口抖动',
  'file-offered': '文件',
  'file-accepted': '文件已被接收',
  'file-refused': '文件被拒收',
  'file-sent': '文件传输完成',
  'file-failed': '文件传输失败',
  'offline-file': '离线文件',
  'offline-file-taken': '离线文件已被接收',
  'offline-file-refused': '离线文件被拒收',
  'video-offered': '视频通话',
  'video-refused': '视频通话被拒绝',
  share: '群分享',
  'friend-request': '好友请求',
  'friend-accepted': '好友请求已通过',
  'friend-refused': '好友请求被拒绝',
  'friend-added': '被加为好友',
  'group-created': '群已创建',
  'group-joined': '新成员入群',
  'group-left': '成员退群',
  'group-kicked': '成员被移出群',
  'group-dissolved': '群已解散',
  'group-request': '入群申请',
  'group-request-accepted': '入群申请已通过',
  'group-request-refused': '入群申请被拒绝',
  'group-admin-made': '新管理员',
  'group-admin-removed': '取消管理员',
  'group-owner-changed': '群主变更',
  muted: '禁言',
  unmuted: '解除禁言',
  'all-muted': '全员禁言',
  'all-unmuted': '解除全员禁言',
}

/** A notice as plain text: `[窗口抖动]`, `[文件] a.txt`. */
export function noticeText({ what, facts }: NoticeSegment): string {
  const detail = facts.name ?? facts.text ?? facts.who
  return detail ? `[${LABELS[what]}] ${detail}` : `[${LABELS[what]}]`
}
