import { signal } from '@preact/signals'
import { route } from '../route.ts'

/** How often the search was asked for by its key: its box takes the focus each time. */
export const searchCalls = signal(0)

/** Lets Ctrl+K (Cmd+K on a Mac) open the search from anywhere in the workbench. Returns the way to stop. */
export function followSearchKey(): () => void {
  addEventListener('keydown', openOnKey)
  return () => removeEventListener('keydown', openOnKey)
}

function openOnKey(event: KeyboardEvent): void {
  const isKey = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
  if (!isKey) return
  event.preventDefault()
  const isOpen = route.value.name === 'chats' && route.value.query !== null
  if (!isOpen) location.hash = searchAddress()
  searchCalls.value += 1
}

/** The place the user is at with the search open; from elsewhere than a chat the chats. */
function searchAddress(): string {
  const [path = '', query = ''] = location.hash.split('?')
  if (route.value.name !== 'chats' || !path.startsWith('#/chats')) return '#/chats?q='
  const search = new URLSearchParams(query)
  search.set('q', '')
  return `${path}?${search}`
}
