import type { ExportFormat } from '../ports.ts'
import { aboutLines, titleOf } from './about.ts'
import { createAuthors, isBySystem } from './authors.ts'
import { createLocalClock } from './local-clock.ts'
import { escapedLine, escapedName, escapedText } from './markdown-escape.ts'
import { marksOf } from './marks.ts'
import { reportLines } from './report.ts'
import { segmentWords } from './segment-words.ts'
import { fileWords } from './words.ts'

/** CommonMark, one file a day: a heading, a paragraph a message, the report at the end. Made to be read, not to be read back. */
export const markdown: ExportFormat = {
  id: 'markdown',
  extension: '.md',
  mediaType: 'text/markdown',
  perConversation: true,
  perDay: true,
  begin(context, state) {
    const words = fileWords(context)
    const authors = createAuthors(context)
    const clock = createLocalClock(context.timeZone)
    let { day } = (state as State | undefined) ?? { day: '' }

    return {
      head: () => '',
      conversation(head) {
        day = ''
        const about = aboutLines(context, clock, words)
        const list = about.map(
          ([label, value]) => `- ${label}${value === '' ? '' : words.colon}${escapedName(value)}\n`,
        )
        return `# ${escapedName(titleOf(head, words))}\n\n${list.join('')}\n`
      },
      messages(page) {
        const messages = page.messages()
        let text = ''
        for (const message of messages) {
          const at = clock(Date.parse(message.at))
          if (at.day !== day) text += `## ${at.day} ${words.weekdays[new Date(at.day).getUTCDay()] ?? ''}\n\n`
          day = at.day
          const said = message.segments.map((segment) => segmentWords(segment, context.language)).join('')
          const marks = marksOf(message, words).map((mark) => ` · *${mark}*`)
          const name = escapedName(isBySystem(message) ? words.system : authors.name(message)) || words.nobody
          text += `**${name}** ${at.time}${marks.join('')}\\\n${escapedText(said)}\n\n`
        }
        return text
      },
      conversationEnd: ({ complete }) => (complete ? '' : `${words.incomplete}\n\n`),
      tail: ({ completeness }) =>
        `## ${words.report}\n\n${reportLines(completeness, context)
          .map((line) => `${line.startsWith('  ') ? '  ' : ''}- ${escapedLine(line.trim())}\n`)
          .join('')}`,
      state: (): State => ({ day }),
    }
  },
}

interface State {
  /** The local day whose heading stands already. */
  day: string
}
