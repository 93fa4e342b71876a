import type { ConversationKind } from '../../chat/message.ts'
import type { ExportFormat } from '../ports.ts'
import { aboutLines, momentText, titleOf } from './about.ts'
import { createAuthors, isBySystem } from './authors.ts'
import { createLocalClock } from './local-clock.ts'
import { marksOf } from './marks.ts'
import { reportLines } from './report.ts'
import { authorText, guardedLines } from './txt-lines.ts'
import { fileWords } from './words.ts'

const RULE = '='.repeat(64)
/** As QQ's message manager wrote it. Programs tell the layout by it, so it is Chinese in every language. */
const FIRST_LINE = '消息记录（此消息记录为文本格式，不支持重新导入）'
const GROUPS: Readonly<Record<ConversationKind, string>> = {
  friend: '我的好友',
  group: '我的QQ群',
  discuss: '我的讨论组',
}
const CHINESE = { language: 'zh-CN' } as const
/** The service's own number in QQ's files. */
const SYSTEM_NUMBER = '10000'
const NUMBER = /^\d+$/
const BOM = '\ufeff'

/** The text layout that QQ's message manager exported: UTF-8 with a byte order mark, CRLF. See docs/EXPORT-FORMATS.md. */
export const txt: ExportFormat = {
  id: 'txt',
  extension: '.txt',
  mediaType: 'text/plain',
  perConversation: true,
  begin(context) {
    const words = fileWords(CHINESE)
    const authors = createAuthors({ ...context, ...CHINESE })
    const clock = createLocalClock(context.timeZone)

    return {
      head: () => `${BOM}${FIRST_LINE}\r\n\r\n`,
      conversation(head) {
        const title = authorText(titleOf(head, words), NUMBER.test(head.number ?? '') ? head.number : null, [])
        const about = aboutLines(context, clock, words).map(
          ([label, value]) => `导出信息:${value === '' ? label : `${label}:${value}`}`,
        )
        return [RULE, `消息分组:${GROUPS[head.kind]}`, RULE, `消息对象:${title}`, RULE, ...about, RULE, '']
          .map(toLine)
          .join('')
      },
      messages: (page) =>
        page
          .messages()
          .map((message) => {
            const number = isBySystem(message) ? SYSTEM_NUMBER : authors.number(message)
            const author = authorText(authors.name(message), number, marksOf(message, words))
            return `${momentText(Date.parse(message.at), clock)} ${author}\r\n${guardedLines(message.text)}\r\n\r\n`
          })
          .join(''),
      conversationEnd: ({ complete }) =>
        complete ? '' : `${RULE}\r\n${exportNote(momentText(context.exportedAt, clock), [words.incomplete])}`,
      tail: ({ completeness }) =>
        `${RULE}\r\n${exportNote(momentText(context.exportedAt, clock), [`[${words.report}]`, ...reportLines(completeness, { ...context, ...CHINESE })])}`,
      state: () => null,
    }
  },
}

/**
 * Words of ours behind the messages, after a rule. They stand as a message of the service, so that a reader that does not know
 * that the rule ends the messages does not take them for the end of somebody's words.
 */
function exportNote(moment: string, lines: readonly string[]): string {
  return [`${moment} ${authorText('系统消息', SYSTEM_NUMBER, [])}`, ...lines.map(guardedLines), ''].map(toLine).join('')
}

function toLine(line: string): string {
  return `${line}\r\n`
}
