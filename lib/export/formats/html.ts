import type { ExportedMessage } from '../format.ts'
import type { ConversationHead, ExportFormat } from '../ports.ts'
import { MINUTE } from '../../time.ts'
import { titleOf } from './about.ts'
import { createAuthors, isBySystem } from './authors.ts'
import { avatarRules } from './html/avatar-rules.ts'
import { escapedHtml } from './html/escape.ts'
import { brokenMarkup, messageMarkup } from './html/message-markup.ts'
import { pageFoot, pageHead } from './html/page.ts'
import { createLocalClock } from './local-clock.ts'
import { marksOf } from './marks.ts'
import { reportLines } from './report.ts'
import { fileWords } from './words.ts'

/** Messages that the browser lays out at once, or not at all while they are far from the window. */
const BLOCK = 100
/** Within this a name is not repeated. */
const TOGETHER = 3 * MINUTE
const SYSTEM = 'SYSTEM'

/** One self-contained page: opens from a disk with no network, reads, prints and finds by itself; a script adds the rest. */
export const html: ExportFormat = {
  id: 'html',
  extension: '.html',
  mediaType: 'text/html',
  perConversation: true,
  begin(context, saved) {
    const words = fileWords(context)
    const authors = createAuthors(context)
    const clock = createLocalClock(context.timeZone)
    const state: State = saved === undefined ? freshState() : structuredClone(saved as State)
    const indexes = new Map(state.authors.map((author, index) => [author, index]))

    function indexOf(author: string): number {
      const known = indexes.get(author)
      if (known !== undefined) return known
      const index = state.authors.push(author) - 1
      state.counts.push(0)
      indexes.set(author, index)
      return index
    }

    /** Everybody known before the messages, so that their pictures can stand before them. */
    async function avatars(head: ConversationHead): Promise<string> {
      indexOf('')
      if (head.kind === 'friend') indexOf(head.id)
      for (const { contact } of context.members(head.id)) if (contact !== null) indexOf(contact)
      return avatarRules(state.authors, (id) => context.avatar(id))
    }

    function rendered(message: ExportedMessage): string {
      const at = Date.parse(message.at)
      const { day, time } = clock(at)
      const isNotice = message.segments[0]?.type === 'notice'
      const key = isBySystem(message) ? SYSTEM : (message.author ?? '')
      const name = authors.name(message)
      const author = indexOf(key)
      const isTogether =
        day === state.day &&
        !isNotice &&
        state.last?.author === author &&
        state.last.name === name &&
        at - state.last.at < TOGETHER
      const frame = { author, name: isTogether ? null : name, time, at: message.at, marks: marksOf(message, words) }
      const markup = messageMarkup(message, frame, context.language)

      // Nothing below can fail: what is remembered is what was written.
      const around = roomFor(day)
      if (isNotice || !state.last || !isTogether) state.last = isNotice ? null : { author, name, at }
      else state.last.at = at
      state.counts[author] = (state.counts[author] ?? 0) + 1
      return around + markup
    }

    /** Closes and opens what has to be before the next message of a day. */
    function roomFor(day: string): string {
      state.inBlock += 1
      if (day === state.day && state.inBlock <= BLOCK) return ''
      const isNewDay = day !== state.day
      const closed = state.day === '' ? '' : isNewDay ? '</div></section>\n' : '</div>\n'
      state.inBlock = 1
      if (!isNewDay) return `${closed}<div class="c">\n`
      if (!state.months.at(-1)?.startsWith(day.slice(0, -2))) state.months.push(day)
      state.day = day
      const weekday = words.weekdays[new Date(day).getUTCDay()] ?? ''
      return `${closed}<section id="d${day}"><h2><time datetime="${day}">${day}</time> ${weekday}</h2>\n<div class="c">\n`
    }

    return {
      // The page's title is the conversation's.
      head: () => '',
      conversation: async (head) => pageHead(context, titleOf(head, words), clock, await avatars(head)),
      messages(page) {
        const messages = page.messages()
        let text = ''
        for (const message of messages) {
          try {
            text += rendered(message)
          } catch {
            // One message that is not what it should be never costs the page.
            text += roomFor(state.day || clock(context.exportedAt).day) + brokenMarkup(words.broken)
            state.last = null
          }
        }
        return text
      },
      conversationEnd({ complete }) {
        const closed = state.day === '' ? '' : '</div></section>\n'
        return complete ? closed : `${closed}<p class="warn">${escapedHtml(words.incomplete)}</p>\n`
      },
      tail({ completeness }) {
        const writers = state.authors.map((contact, author) => ({
          author,
          name: contact === SYSTEM ? words.system : authors.nameOf(contact || null),
          count: state.counts[author] ?? 0,
        }))
        return pageFoot(context, {
          writers: writers.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count),
          months: state.months,
          report: reportLines(completeness, context),
        })
      },
      state: () => structuredClone(state),
    }
  },
}

interface State {
  /** Contact ids by index in this file; empty is the account. */
  authors: string[]
  /** Messages of each. */
  counts: number[]
  /** First day with a message of each month. */
  months: string[]
  /** The day whose section is open; empty when none is. */
  day: string
  /** Messages in the open block. */
  inBlock: number
  /** The message above, when the next may belong to it. */
  last: { author: number; name: string; at: number } | null
}

function freshState(): State {
  return { authors: [], counts: [], months: [], day: '', inBlock: 0, last: null }
}
