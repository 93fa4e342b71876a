import { BETWEEN } from '../page-bytes.ts'
import type { PageBytes } from '../page-bytes.ts'
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
    /** The lines of a page stand here until the next page: room made anew for each would be a file's worth of rubbish. */
    let room = new Uint8Array(0)
    return {
      head: () => line('header', file.header()),
      conversation(head) {
        file.conversation(head)
        const { id, kind, title, number } = head
        conversation = id
        return line('conversation', { id, kind, title, number })
      },
      messages({ bytes }) {
        // What is before the first member of each message; its own brace is left out.
        const start = `{"type":"message","conversation":${wellFormedJson(conversation)},`
        const before = new TextEncoder().encode(start)
        const size = sizeOfLines(bytes, before)
        if (room.length < size) room = new Uint8Array(size)
        return putLines(bytes, before, room)
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

/** For the comma and line break before each message there is the line break behind it, and its brace is left out. */
function sizeOfLines({ bytes, starts }: PageBytes, before: Uint8Array): number {
  return bytes.length + (starts.length - 1) * (before.length + 1 - BETWEEN - 1)
}

/** Each message on a line, `before` in place of its brace. */
function putLines(
  { bytes, starts }: PageBytes,
  before: Uint8Array,
  lines: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const count = starts.length - 1
  let at = 0
  for (let index = 0; index < count; index++) {
    lines.set(before, at)
    at += before.length
    const message = bytes.subarray(starts[index]! + 1, starts[index + 1]! - BETWEEN)
    lines.set(message, at)
    at += message.length
    lines[at++] = 0x0a
  }
  return lines.subarray(0, at)
}
