import type { ContactId } from '../chat/contact.ts'
import type { Message } from '../chat/message.ts'
import { compileMatch } from './match.ts'
import type { Resolve } from './match.ts'
import type { SearchSource } from './ports.ts'
import { scopeOf } from './scope.ts'
import type { Query } from './wish.ts'

/** What is searched for, and where. */
export interface SearchWish {
  query: Pick<Query, 'groups'>
  resolve: Resolve
  /** Canonical id; null: everywhere. */
  conversation: ContactId | null
}

/** Further hits: the newest first, and all older than those before them. */
export interface Found {
  hits: Message[]
  /** Everything newer has been looked at, ms. */
  downTo: number
}

/**
 * Finds every message that is wished for, newest first, as far as one asks it to: it rests while nobody asks for more.
 * @throws {DOMException} `AbortError` when it was called off, and what the source throws.
 */
export async function* runSearch(
  source: SearchSource,
  wish: SearchWish,
  signal: AbortSignal,
): AsyncGenerator<Found, void> {
  const scope = scopeOf(wish.query, wish.resolve, wish.conversation)
  if (scope === null) return
  const isWanted = compileMatch(wish.query, wish.resolve)
  /** Found, but something newer may still come. */
  let held: Message[] = []
  for await (const { messages, downTo } of source.candidates(scope, signal)) {
    signal.throwIfAborted()
    held.push(...messages.filter((message) => isInside(message, wish) && isWanted(message)))
    held.sort(newestFirst)
    const ready = held.findIndex(({ sentAt }) => sentAt <= downTo)
    const hits = ready < 0 ? held : held.slice(0, ready)
    held = ready < 0 ? [] : held.slice(ready)
    yield { hits, downTo }
  }
  signal.throwIfAborted()
  if (held.length > 0) yield { hits: held, downTo: Number.NEGATIVE_INFINITY }
}

/** A source may give more than it was asked for. */
function isInside(message: Message, { conversation, resolve }: SearchWish): boolean {
  return conversation === null || resolve.canonical(message.conversation) === conversation
}

function newestFirst(one: Message, other: Message): number {
  return (
    other.sentAt - one.sentAt || other.order - one.order || (one.key < other.key ? 1 : one.key > other.key ? -1 : 0)
  )
}
