import type { Message, MessageView } from '../../chat/message.ts'
import type { Place } from '../port.ts'
import { createHeap } from './heap.ts'
import { comparePlacesIn } from './place.ts'
import type { Direction } from './place.ts'
import type { Strand } from './strands.ts'

/** What is to become one order. */
export interface Merging<Given extends MessageView> {
  direction: Direction
  limit: number
  strands: readonly Strand<Given>[]
  /** Strands that are opened when their turn comes, in the order in which they begin. */
  later?: readonly { near: Place; open: () => Promise<Strand<Given>> }[]
  /** Nothing at or after it is wanted: what comes there is not known yet. */
  stop?: Place | null
  /** How many messages are fetched at first, at most, and how often. */
  fetches: { first: number; most: number; times?: number }
  /** A strand has come to its end. */
  ended?: (strand: Strand<Given>) => void
}

/** Messages in one order, and the place after which the next ones are; null: these were the last. */
export interface Merged<Given extends MessageView = Message> {
  messages: Given[]
  resume: Place | null
}

export async function mergeStrands<Given extends MessageView = Message>(
  merging: Merging<Given>,
): Promise<Merged<Given>> {
  const { direction, limit, later = [], stop = null, ended } = merging
  const heap = createHeap<Strand<Given>>((a, b) => comparePlacesIn(direction, a.place!, b.place!) < 0)
  for (const strand of merging.strands) if (strand.place) heap.push(strand)
  const messages: Given[] = []
  let { first: toFetch, times: fetchesLeft = Number.POSITIVE_INFINITY } = merging.fetches
  let next = 0

  while (messages.length < limit) {
    const top = heap.top()
    const waiting = later[next]
    if (waiting && (!top || comparePlacesIn(direction, waiting.near, top.place!) < 0)) {
      const strand = await waiting.open()
      next += 1
      if (strand.place) heap.push(strand)
      continue
    }
    if (!top) return { messages, resume: stop && including(stop, direction) }
    if (stop && comparePlacesIn(direction, top.place!, stop) >= 0)
      return { messages, resume: including(stop, direction) }
    if (top.fetch) {
      if (fetchesLeft <= 0) return { messages, resume: top.isPassed ? top.place : including(top.place!, direction) }
      fetchesLeft -= 1
      await top.fetch(toFetch)
      toFetch = Math.min(merging.fetches.most, toFetch * 2)
    } else {
      const bound = firstOf(direction, heap.second()?.place, waiting?.near, stop)
      top.take(messages, bound, limit - messages.length)
    }
    if (top.place) heap.settle()
    else {
      heap.pop()
      ended?.(top)
    }
  }
  const last = messages.at(-1)
  return { messages, resume: last ? { sentAt: last.sentAt, order: last.order, key: last.key } : null }
}

function firstOf(direction: Direction, ...places: (Place | null | undefined)[]): Place | null {
  let first: Place | null = null
  for (const place of places) if (place && (!first || comparePlacesIn(direction, place, first) < 0)) first = place
  return first
}

/**
 * A place just before this one for who comes from the newer side, so that reading after it begins with this one. No other key lies
 * between them.
 */
function including(place: Place, direction: Direction): Place {
  return direction === 'older' ? { ...place, key: `${place.key}\0` } : place
}
