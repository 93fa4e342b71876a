import type { ExportFormat } from '../ports.ts'
import { createAuthors } from './authors.ts'
import { chatlabHeader, chatlabMembers, chatlabMessage } from './chatlab-shape.ts'
import { withoutTraps } from './chatlab-traps.ts'
import { reportLines } from './report.ts'
import { wellFormedJson } from '../well-formed.ts'

/** ChatLab 0.0.2, one object a line: the header, the members, the messages. The report is in comment lines at the end. */
export const chatlabJsonl: ExportFormat = {
  id: 'chatlab-jsonl',
  extension: '.jsonl',
  mediaType: 'application/x-ndjson',
  perConversation: true,
  begin(context, state) {
    const authors = createAuthors(context)
    let { isGroup } = (state as State | undefined) ?? { isGroup: false }

    return {
      // The header is about the conversation and has to be the first line.
      head: () => '',
      async conversation(head) {
        isGroup = head.kind !== 'friend'
        const { chatlab, meta } = chatlabHeader(context, head, authors)
        const groupAvatar = isGroup ? await context.avatar(head.id) : null
        if (groupAvatar !== null) meta.groupAvatar = groupAvatar
        let text = line({ _type: 'header', chatlab, meta })
        const members = chatlabMembers(context, head, authors, await context.senders(head.id))
        for (const { contact, wrote: _, ...member } of members) {
          const avatar = contact === null ? null : await context.avatar(contact)
          text += line({ _type: 'member', ...member, ...(avatar === null ? {} : { avatar }) })
        }
        return text
      },
      messages: (page) =>
        page
          .messages()
          .map((message) => line({ _type: 'message', ...chatlabMessage(message, isGroup, context, authors) }))
          .join(''),
      conversationEnd: () => '',
      tail: ({ completeness }) =>
        [...reportLines(completeness, context), withoutTraps(wellFormedJson({ completeness }))]
          .map((comment) => `# ${comment}\n`)
          .join(''),
      state: (): State => ({ isGroup }),
    }
  },
}

interface State {
  isGroup: boolean
}

function line(value: object): string {
  return `${withoutTraps(wellFormedJson(value))}\n`
}
