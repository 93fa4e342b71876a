import { completenessLines } from '../completeness-lines.ts'
import type { ExportedMessage, ExportedSegment } from '../format.ts'
import type { ConversationHead, ExportFormat } from '../ports.ts'
import { aboutLines } from './about.ts'
import { createAuthors, isBySystem } from './authors.ts'
import { visibleControls } from './controls.ts'
import { textCell } from './csv-cell.ts'
import { createLocalClock, offsetText } from './local-clock.ts'
import { fileWords } from './words.ts'

/** The columns, in their order. Their names are the same in every language, so that scripts find them. */
export const CSV_COLUMNS = [
  'conversation_id',
  'conversation',
  'conversation_kind',
  'conversation_number',
  'n',
  'id',
  'time',
  'unix_ms',
  'direction',
  'author_id',
  'author',
  'author_number',
  'content',
  'text',
  'auto_reply',
  'recalled',
  'mentions_me',
  'source',
] as const

const BOM = '\ufeff'

/** One row a message, RFC 4180 with a byte order mark (without it Excel takes UTF-8 for something else). */
export const csv: ExportFormat = {
  id: 'csv',
  extension: '.csv',
  mediaType: 'text/csv',
  perConversation: false,
  begin(context, state) {
    const authors = createAuthors(context)
    const clock = createLocalClock(context.timeZone)
    let { begin } = (state as State | undefined) ?? { begin: '' }

    function row(message: ExportedMessage): string {
      const at = Date.parse(message.at)
      const { day, time, offset } = clock(at)
      const milliseconds = String(((at % 1000) + 1000) % 1000).padStart(3, '0')
      return [
        begin,
        message.n,
        textCell(message.id),
        `${day}T${time}.${milliseconds}${offsetText(offset)}`,
        at,
        message.direction,
        textCell(isBySystem(message) ? '' : (message.author ?? '')),
        textCell(authors.name(message)),
        authors.number(message) ?? '',
        contentOf(message.segments),
        textCell(message.text),
        message.autoReply?.state ?? '',
        message.recalled ? 'yes' : '',
        message.mentionsMe ? 'yes' : '',
        message.source,
      ].join(',')
    }

    return {
      head: () => `${BOM}${CSV_COLUMNS.join(',')}\r\n`,
      conversation(head) {
        begin = beginOf(head)
        return ''
      },
      messages: (page) =>
        page
          .messages()
          .map((message) => `${row(message)}\r\n`)
          .join(''),
      conversationEnd: () => '',
      // A table has no place for the report: it is a file of its own, see `companion`.
      tail: () => '',
      state: (): State => ({ begin }),
    }
  },
  companion(context, name, completeness) {
    const words = fileWords(context)
    const about = aboutLines(context, createLocalClock(context.timeZone), words)
    const lines = [
      name,
      ...about.map(([label, value]) => (value === '' ? label : `${label}${words.colon}${value}`)),
      '',
      ...completenessLines(completeness, context.language, context.timeZone).map((line) => visibleControls(line)),
    ]
    return `${BOM}${lines.join('\r\n')}\r\n`
  },
}

interface State {
  /** The cells that all rows of the conversation begin with. */
  begin: string
}

function beginOf({ id, title, kind, number }: ConversationHead): string {
  return [textCell(id), textCell(title ?? ''), kind, textCell(number ?? '')].join(',')
}

/** Kinds of segments, each once, in the order they come: `text`, `text+face`. */
function contentOf(segments: readonly ExportedSegment[]): string {
  const kinds = segments.map((segment) => {
    if (segment.type === 'notice') return `notice:${segment.what}`
    return segment.type === 'attachment' ? `attachment:${segment.what}` : segment.type
  })
  return [...new Set(kinds)].join('+')
}
