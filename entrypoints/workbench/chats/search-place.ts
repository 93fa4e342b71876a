import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'

/** How the search was opened. Whether it is open the address says: it has a query then, be it empty. */
export interface SearchPlace {
  /** The conversation it looks in; null: all. */
  within: ContactId | null
  /** The address, without the query, at which it was used last: there it hides the reader where both have no room. */
  at: string
}

const place = signal<SearchPlace>({ within: null, at: '' })

export const searchPlace: ReadonlySignal<SearchPlace> = place

/** The search is in front at this address (without its query). `within`: absent, it goes on looking where it did. */
export function searchAt(at: string, within: ContactId | null = place.value.within): void {
  place.value = { within, at }
}

/** The next one looks everywhere again. */
export function leaveSearch(): void {
  place.value = { within: null, at: '' }
}
