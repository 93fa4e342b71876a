import type { Place } from '../port.ts'
import type { BlockHead } from './block.ts'

/** In the order of (sentAt, order, key), as the engine orders index keys. */
export function comparePlaces(a: Place, b: Place): number {
  return a.sentAt - b.sentAt || a.order - b.order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

export type Direction = 'older' | 'newer'

/** Negative when `a` comes first in that direction. */
export function comparePlacesIn(direction: Direction, a: Place, b: Place): number {
  return direction === 'newer' ? comparePlaces(a, b) : comparePlaces(b, a)
}

export function firstPlace({ firstAt, firstOrder, firstKey }: BlockHead): Place {
  return { sentAt: firstAt, order: firstOrder, key: firstKey }
}

export function lastPlace({ lastAt, lastOrder, lastKey }: BlockHead): Place {
  return { sentAt: lastAt, order: lastOrder, key: lastKey }
}

/** Where a block begins for somebody who comes from that side. */
export function nearPlace(head: BlockHead, direction: Direction): Place {
  return direction === 'newer' ? firstPlace(head) : lastPlace(head)
}

/** Where it ends. */
export function farPlace(head: BlockHead, direction: Direction): Place {
  return direction === 'newer' ? lastPlace(head) : firstPlace(head)
}
