import type { ConversationKind } from '../../chat/message.ts'
import type { FileContext } from '../ports.ts'

/** The words that files for people are written with. Formats are made in workers, where there are no catalogues. */
export interface FileWords {
  me: string
  system: string
  nobody: string
  autoReply: string
  uncertain: string
  recalled: string
  kind: Readonly<Record<ConversationKind, string>>
  account: string
  noAccount: string
  exported: string
  zone: string
  range: string
  rangeFrom(from: string): string
  rangeTo(to: string): string
  everything: string
  part: string
  filter: string
  filterWords: string
  filterAuthors: string
  filterContent: string
  content: Readonly<Record<string, string>>
  redacted: string
  messages: string
  people: string
  report: string
  incomplete: string
  broken: string
  membersLeftOut(count: number): string
  avatarsLeftOut(count: number): string
  weekdays: readonly string[]
  colon: string
  listComma: string
  nameComma: string
}

const zh: FileWords = {
  me: '我',
  system: '系统消息',
  nobody: '未知用户',
  autoReply: '自动回复',
  uncertain: '待确认',
  recalled: '已撤回',
  kind: { friend: '好友', group: '群', discuss: '讨论组' },
  account: '账号',
  noAccount: '无（来自导入）',
  exported: '导出时间',
  zone: '时区',
  range: '时间范围',
  rangeFrom: (from) => `${from} 起`,
  rangeTo: (to) => `${to} 前`,
  everything: '全部',
  part: '分卷',
  filter: '只包含',
  filterWords: '关键词',
  filterAuthors: '发言人',
  filterContent: '内容',
  content: {
    text: '文字',
    face: '表情',
    picture: '图片',
    attachment: '附件',
    notice: '系统提示',
    unknown: '无法识别的内容',
  },
  redacted: '已脱敏：名字和号码已替换',
  messages: '消息',
  people: '发言的人',
  report: '完整性报告',
  incomplete: '读取中断：之后的消息不在这个文件里，原因见完整性报告。',
  broken: '[这条消息无法显示]',
  membersLeftOut: (count) => `为让读取程序能读出成员表，省略了 ${count} 名成员`,
  avatarsLeftOut: (count) => `为让读取程序能读出成员表，省略了 ${count} 个头像`,
  weekdays: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  colon: '：',
  listComma: '，',
  nameComma: '、',
}

const en: FileWords = {
  me: 'Me',
  system: 'System',
  nobody: 'Unknown person',
  autoReply: 'Auto-reply',
  uncertain: 'Uncertain',
  recalled: 'Recalled',
  kind: { friend: 'Friend', group: 'Group', discuss: 'Discussion' },
  account: 'Account',
  noAccount: 'None (imported)',
  exported: 'Exported',
  zone: 'Time zone',
  range: 'Time range',
  rangeFrom: (from) => `from ${from}`,
  rangeTo: (to) => `before ${to}`,
  everything: 'All',
  part: 'Part',
  filter: 'Only',
  filterWords: 'words',
  filterAuthors: 'written by',
  filterContent: 'with',
  content: {
    text: 'text',
    face: 'faces',
    picture: 'pictures',
    attachment: 'attachments',
    notice: 'notices',
    unknown: 'unknown content',
  },
  redacted: 'Redacted: names and numbers have been replaced',
  messages: 'Messages',
  people: 'Who wrote',
  report: 'Completeness report',
  incomplete: 'Reading broke off: later messages are not in this file. The completeness report says why.',
  broken: '[This message cannot be shown]',
  membersLeftOut: (count) => `${count} members left out, so that readers find the list of members`,
  avatarsLeftOut: (count) => `${count} avatars left out, so that readers find the list of members`,
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  colon: ': ',
  listComma: '; ',
  nameComma: ', ',
}

/** The words of a file's language. */
export function fileWords({ language }: Pick<FileContext, 'language'>): FileWords {
  return language === 'zh-CN' ? zh : en
}
