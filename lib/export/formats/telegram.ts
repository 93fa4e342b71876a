import type { ExportFormat } from '../ports.ts'
import { titleOf } from './about.ts'
import { createAuthors } from './authors.ts'
import { createLocalClock } from './local-clock.ts'
import { numericId } from './numeric-id.ts'
import { telegramMessage } from './telegram-message.ts'
import { wellFormedJson } from '../well-formed.ts'
import { fileWords } from './words.ts'

/** `result.json` of Telegram Desktop for one chat, one message a line. What Telegram has no place for stands beside it. */
export const telegram: ExportFormat = {
  id: 'telegram',
  extension: '.json',
  mediaType: 'application/json',
  perConversation: true,
  begin(context, state) {
    const authors = createAuthors(context)
    const clock = createLocalClock(context.timeZone)
    let { count } = (state as State | undefined) ?? { count: 0 }

    return {
      head: () => '',
      conversation(head) {
        const chat = {
          name: titleOf(head, fileWords(context)),
          type: head.kind === 'friend' ? 'personal_chat' : 'private_group',
          id: head.number && /^\d+$/.test(head.number) ? Number(head.number) : numericId(head.id),
        }
        // As in Telegram's export of everything: who "I" is, which the shape for one chat does not say.
        const own = authors.idOf(null)
        const personal_information = {
          user_id: /^\d+$/.test(own) ? Number(own) : numericId(own),
          first_name: authors.nameOf(null),
        }
        const fields = Object.entries({ ...chat, personal_information })
        return `{\n${fields.map(([name, value]) => ` ${JSON.stringify(name)}: ${wellFormedJson(value)},\n`).join('')} "messages": [`
      },
      messages(page) {
        const messages = page.messages()
        let text = ''
        for (const message of messages) {
          text += count === 0 ? '\n  ' : ',\n  '
          text += wellFormedJson(telegramMessage(message, clock, authors))
          count += 1
        }
        return text
      },
      conversationEnd: () => '\n ]',
      tail: ({ completeness }) => `,\n "completeness": ${wellFormedJson(completeness)}\n}\n`,
      state: (): State => ({ count }),
    }
  },
}

interface State {
  /** Messages so far. */
  count: number
}
