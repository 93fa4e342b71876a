import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import type { ExportCheckpoint } from './checkpoint.ts'
import type { ExportRange, ExportSource } from './ports.ts'

/** The pages of a conversation behind a message; all of them without one. Pages may come out shorter, never empty. */
export async function* pagesAfter(
  source: Pick<ExportSource, 'scan'>,
  conversation: ContactId,
  { from, to }: ExportRange,
  after: ExportCheckpoint['after'],
): AsyncGenerator<Message[], void, undefined> {
  const range = { conversation, ...(to !== undefined && { to }) }
  if (!after) {
    yield* source.scan({ ...range, ...(from !== undefined && { from }) })
    return
  }
  // The order within one second is the source's own: the message is looked for, and what comes behind it is new. If it is
  // gone by now, so is what would tell which of its second were written: then none of them is written again.
  let isPast = false
  for await (const page of source.scan({ ...range, from: after.sentAt })) {
    let start = 0
    while (!isPast && start < page.length) {
      const message = page[start]
      if (!message || message.sentAt > after.sentAt) isPast = true
      else {
        start += 1
        isPast = message.key === after.key
      }
    }
    if (start < page.length) yield start === 0 ? page : page.slice(start)
  }
}
