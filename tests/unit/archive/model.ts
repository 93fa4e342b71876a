import { canonicalId, sameIds, toAliasMap } from '../../../lib/chat/alias.ts'
import type { Alias, ContactId } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { Archive, Place } from '../../../lib/archive/port.ts'
import { LIMITS } from '../../../lib/archive/limits.ts'

/** So small that a handful of messages makes several blocks. */
export const SMALL = {
  ...LIMITS,
  blockMessages: 4,
  hotMessages: 3,
  leastSealed: 2,
  openBytes: 2_000,
  slabUnits: 2_000,
  waitingOfOne: 7,
  waitingOfAll: 12,
}

/** What an archive should hold, as a plain list. */
export interface Model {
  messages: Message[]
  aliases: Alias[]
}

/** In the order of a conversation. */
export function byPlace(a: Place, b: Place): number {
  return a.sentAt - b.sentAt || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

/** The messages of a conversation and of all that was merged with it, in order. */
export function messagesOf({ messages, aliases }: Model, conversation: ContactId): Message[] {
  const ids = sameIds(toAliasMap(aliases), conversation)
  return messages.filter((message) => ids.includes(message.conversation)).sort(byPlace)
}

/** What lists and summaries say of it, by canonical id. */
export function countsOf({ messages, aliases }: Model): Map<ContactId, { count: number; lastText: string }> {
  const map = toAliasMap(aliases)
  const groups = Map.groupBy(messages, ({ conversation }) => canonicalId(map, conversation))
  return new Map(
    [...groups].map(([id, those]) => [id, { count: those.length, lastText: those.toSorted(byPlace).at(-1)!.text }]),
  )
}

/** Pages as one list. */
export async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items = []
  for await (const page of pages) items.push(...page)
  return items
}

export function keysOf(messages: readonly Message[]): string[] {
  return messages.map(({ key }) => key)
}

/** Seals until nothing is left to seal; gives the number of steps. */
export async function sealAll(archive: Archive): Promise<number> {
  let steps = 0
  while (await archive.seal()) steps += 1
  return steps
}
