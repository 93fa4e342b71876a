import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import type { ExportCheckpoint } from './checkpoint.ts'
import type { ExportRange, ExportSource } from './ports.ts'

type Place = NonNullable<ExportCheckpoint['after']>

/** The pages of a conversation behind a message; all of them without one. Pages may come out shorter, never empty. */
export async function* pagesAfter(
  source: Pick<ExportSource, 'scan'>,
  conversation: ContactId,
  { from, to }: ExportRange,
  after: ExportCheckpoint['after'],
): AsyncGenerator<MessageView[], void, undefined> {
  const range = { conversation, ...(to !== undefined && { to }) }
  if (!after) {
    yield* source.scan({ ...range, ...(from !== undefined && { from }) })
    return
  }
  for await (const page of source.scan({ ...range, from: after.sentAt })) {
    // What was written last may be gone by now, and what came meanwhile may stand before it: only places tell what is behind it.
    const start = page.findIndex((message) => isBehind(message, after))
    if (start >= 0) yield start === 0 ? page : page.slice(start)
  }
}

function isBehind(message: Place, { sentAt, order, key }: Place): boolean {
  return (message.sentAt - sentAt || message.order - order || (message.key > key ? 1 : 0)) > 0
}
