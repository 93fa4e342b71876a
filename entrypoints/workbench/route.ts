import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { AccountId } from '../../lib/chat/handle.ts'

/** What to export: one conversation, or all of an account (null: the account that was active last). */
export type ExportWish = { conversation: ContactId } | { conversation: 'all'; account: AccountId | null }

/** A place in the workbench; each has an address behind the `#`. */
export type Route =
  | { name: 'contacts'; contact: ContactId | null }
  | { name: 'who' }
  /** With a wish the export starts at once. */
  | { name: 'export'; wish: ExportWish | null }

/** Reads an address (`#/contact/<id>`, `#/who`, `#/export?conversation=<id|all>`). Anything else leads to the contacts. */
export function toRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [place, id] = path.split('/')
  if (place === 'contact' && id) return { name: 'contacts', contact: decoded(id) }
  if (place === 'who') return { name: 'who' }
  if (place !== 'export') return { name: 'contacts', contact: null }
  const search = new URLSearchParams(query)
  const conversation = search.get('conversation')
  if (!conversation) return { name: 'export', wish: null }
  if (conversation !== 'all') return { name: 'export', wish: { conversation } }
  return { name: 'export', wish: { conversation, account: search.get('account') } }
}

export const WHO_ADDRESS = '#/who'

export function contactAddress(id: ContactId): string {
  return `#/contact/${encodeURIComponent(id)}`
}

export function exportAddress(conversation: ContactId | 'all'): string {
  return `#/export?${new URLSearchParams({ conversation })}`
}

function decoded(id: string): string | null {
  try {
    return decodeURIComponent(id)
  } catch {
    return null
  }
}

const current = signal<Route>({ name: 'contacts', contact: null })

/** Where the page is now. Moves once `followAddress` was called. */
export const route: ReadonlySignal<Route> = current

/** Lets `route` follow the address bar. */
export function followAddress(): void {
  const read = () => (current.value = toRoute(location.hash))
  addEventListener('hashchange', read)
  read()
}

/** Forgets the wish in the address, so that reloading the page does not start the export again. */
export function forgetWish(): void {
  history.replaceState(null, '', '#/export')
  current.value = { name: 'export', wish: null }
}
