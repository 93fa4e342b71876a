import type { MessageView } from '../chat/message.ts'
import type { ExportFormat, ExportFilter } from './ports.ts'
import { needsReading } from './export-filter.ts'

/** Messages that one link of the chain stands for in long exports. */
const RUN = 100
/** From as many messages on an export is long: in shorter ones the links cost nothing that anybody would notice. */
const LONG = 20_000

/**
 * How many messages a link of the chain stands for. Files that end anywhere need one for each message, and whoever chooses some of all
 * messages could wait long for a run of them.
 */
export function messagesPerLink(
  { formats, split, filter }: { formats: readonly ExportFormat[]; split?: unknown; filter: ExportFilter },
  total: number,
): number {
  const isCut = split !== undefined || formats.some(({ perDay }) => perDay)
  return isCut || needsReading(filter) || total < LONG ? 1 : RUN
}

/** Some messages of a conversation, one after the other. */
export interface Batch {
  messages: readonly MessageView[]
  /** Those of them that the filter leaves: whole runs, but at the end of the conversation. */
  chosen: readonly MessageView[]
}

/**
 * The pages of a conversation, cut so that each ends with a whole run: with the last message whose number can be divided by `perLink`.
 * `count`: the number of the last message before. When reading breaks off, what was read comes before the error.
 */
export async function* inWholeRuns(
  pages: AsyncIterable<readonly MessageView[]>,
  matches: (message: MessageView) => boolean,
  perLink: number,
  count: number,
): AsyncGenerator<Batch, void, undefined> {
  let rest: readonly MessageView[] = []
  try {
    for await (const page of pages) {
      const messages = rest.length > 0 ? [...rest, ...page] : page
      const chosen = messages.filter(matches)
      const whole = chosen.length - ((count + chosen.length) % perLink)
      const next = whole < 0 ? chosen[0] : chosen[whole]
      const cut = next === undefined ? messages.length : messages.indexOf(next)
      rest = messages.slice(cut)
      if (cut === 0) continue
      count += Math.max(0, whole)
      yield cut === messages.length
        ? { messages, chosen }
        : { messages: messages.slice(0, cut), chosen: chosen.slice(0, Math.max(0, whole)) }
    }
  } catch (error) {
    if (rest.length > 0) yield { messages: rest, chosen: rest.filter(matches) }
    throw error
  }
  if (rest.length > 0) yield { messages: rest, chosen: rest.filter(matches) }
}
