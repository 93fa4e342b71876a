import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { SearchOrder, SearchView } from './search-run.ts'

/** A line of the results. */
export type ResultRow =
  | { kind: 'hit'; message: Message }
  /** Stands above the hits of a conversation that are shown of `count`. */
  | { kind: 'conversation'; conversation: ContactId; count: number; of: Message }
  | { kind: 'more' }

export function resultRows(view: SearchView, order: SearchOrder): ResultRow[] {
  if (order === 'time') {
    const hits = view.hits.map((message): ResultRow => ({ kind: 'hit', message }))
    return view.phase === 'resting' ? [...hits, { kind: 'more' }] : hits
  }
  return view.tally.flatMap(({ conversation, count, newest }): ResultRow[] => {
    const [of] = newest
    if (!of) return []
    const hits = newest.map((message): ResultRow => ({ kind: 'hit', message }))
    return [{ kind: 'conversation', conversation, count, of }, ...hits]
  })
}
