import { createOwnFile, type OwnFileState } from '../own-file.ts'
import type { ExportFormat } from '../ports.ts'
import { wellFormedJson } from '../well-formed.ts'

/** Our own format (see `format.ts`) as one JSON document, each message on a line of its own. */
export const jsonFormat: ExportFormat = {
  id: 'json',
  extension: '.json',
  mediaType: 'application/json',
  perConversation: false,
  begin(context, state) {
    const before = state as JsonState | undefined
    const file = createOwnFile(context, before?.file)
    let { conversations = 0, messages = 0 } = before ?? {}
    return {
      head: () => `{\n${members(file.header(), ',\n')},\n"conversations": [`,
      conversation(head) {
        file.conversation(head)
        messages = 0
        const { id, kind, title, number } = head
        return `${conversations++ > 0 ? ',' : ''}\n{${members({ id, kind, title, number }, ', ')}, "messages": [`
      },
      messages(page) {
        const isFirst = messages === 0
        messages += page.bytes.starts.length - 1
        // The comma before the first message is left out.
        return page.bytes.bytes.subarray(isFirst ? 1 : 0)
      },
      conversationEnd(tail) {
        file.conversationEnd(tail)
        const { count, hash, complete } = tail
        return `${messages > 0 ? '\n' : ''}], ${members({ count, hash, complete }, ', ')}}`
      },
      tail: (tail) => `\n],\n${members(file.end(tail), ',\n')}\n}\n`,
      state: (): JsonState => ({ file: file.state(), conversations, messages }),
    }
  },
}

interface JsonState {
  file: OwnFileState
  /** Begun in this file. */
  conversations: number
  /** Of the conversation that is open. */
  messages: number
}

/** The members of an object without its braces, in the order it has them. */
function members(object: Readonly<Record<string, unknown>>, separator: string): string {
  return Object.entries(object)
    .map(([name, value]) => `${wellFormedJson(name)}: ${wellFormedJson(value)}`)
    .join(separator)
}
