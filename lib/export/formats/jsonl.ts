import { messageLines } from '../message-lines.ts'
import { createOwnFile, type OwnFileState } from '../own-file.ts'
import type { ExportFormat } from '../ports.ts'
import { wellFormedJson } from '../well-formed.ts'

/**
 * Our own format (see `format.ts`) as JSON Lines: every line an object with a `type`. A header; for each conversation one line that
 * begins it, its messages, and one that ends it; an end. For programs that read line by line.
 */
export const jsonlFormat: ExportFormat = {
  id: 'jsonl',
  extension: '.jsonl',
  mediaType: 'application/x-ndjson',
  perConversation: false,
  begin(context, state) {
    const before = state as JsonlState | undefined
    const file = createOwnFile(context, before?.file)
    let conversation = before?.conversation ?? ''
    return {
      head: () => line('header', file.header()),
      conversation(head) {
        file.conversation(head)
        const { id, kind, title, number } = head
        conversation = id
        return line('conversation', { id, kind, title, number })
      },
      messages(page) {
        if (page.length === 0) return ''
        // What is before the first member of each message; its own brace is left out.
        const start = `{"type":"message","conversation":${wellFormedJson(conversation)},`
        let text = ''
        for (const message of messageLines(page)) text += `${start}${message.slice(1)}\n`
        return text
      },
      conversationEnd(tail) {
        file.conversationEnd(tail)
        const { count, hash, complete } = tail
        return line('conversation-end', { id: conversation, count, hash, complete })
      },
      tail: (tail) => line('end', file.end(tail)),
      state: (): JsonlState => ({ file: file.state(), conversation }),
    }
  },
}

interface JsonlState {
  file: OwnFileState
  /** Id of the conversation that is open, or was last. */
  conversation: string
}

function line(type: string, members: Readonly<Record<string, unknown>>): string {
  return `${wellFormedJson({ type, ...members })}\n`
}
