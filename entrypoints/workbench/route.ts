import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { AccountId } from '../../lib/chat/handle.ts'

/** What to export: one conversation, or all of an account (null: of all accounts). */
export type ExportWish = { conversation: ContactId } | { conversation: 'all'; account: AccountId | null }

/** What the editor of rules shows: a rule by its id, or a new one, begun from a message (its key) or from nothing. */
export type RuleEdit = { kind: 'rule'; id: string } | { kind: 'new'; from: string | null }

export const RULES_TABS = ['list', 'starters', 'packs', 'statistics'] as const
export type RulesTab = (typeof RULES_TABS)[number]

export const LAB_TABS = ['dry-run', 'replay', 'lint', 'why'] as const
export type LabTab = (typeof LAB_TABS)[number]

/** A message to begin at: its key, or a time in ms. */
export type ReadFrom = { key: string } | { at: number }

/** A place in the workbench; each has an address behind the `#`. */
export type Route =
  /** A conversation, read from somewhere or from its end; `query`: what is searched for. */
  | { name: 'chats'; conversation: ContactId | null; from: ReadFrom | null; query: string | null }
  | { name: 'rules'; tab: RulesTab; edit: RuleEdit | null }
  /** `message`: key of the message that is tried or explained; `rule`: the rule that is meant. */
  | { name: 'lab'; tab: LabTab; message: string | null; rule: string | null }
  | { name: 'contacts'; contact: ContactId | null }
  | { name: 'who' }
  /** With a wish the export starts at once. */
  | { name: 'export'; wish: ExportWish | null }
  | { name: 'verify' }
  | { name: 'import' }
  /** Of one conversation; null: what was chosen last. */
  | { name: 'statistics'; conversation: ContactId | null }
  | { name: 'storage' }
  | { name: 'settings' }
  | { name: 'diagnostics' }

/** Reads an address, as the functions below give them out. Anything else leads to the chats. */
export function toRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [place = '', id] = path.split('/')
  const search = new URLSearchParams(query)
  switch (place) {
    case 'rules':
      return rulesRoute(id, search)
    case 'lab':
      return labRoute(path, search)
    case 'contact':
      return { name: 'contacts', contact: id ? decoded(id) : null }
    case 'contacts':
      return { name: 'contacts', contact: null }
    case 'who':
    case 'verify':
    case 'import':
    case 'storage':
    case 'settings':
    case 'diagnostics':
      return { name: place }
    case 'statistics':
      return { name: 'statistics', conversation: search.get('conversation') || null }
    case 'export':
      return { name: 'export', wish: exportWish(search) }
    default:
      return chatsRoute(place === 'chats' ? id : undefined, search)
  }
}

function chatsRoute(id: string | undefined, search: URLSearchParams): Route {
  const at = Number(search.get('at') || Number.NaN)
  const key = search.get('message')
  const from = key === null ? (Number.isFinite(at) ? { at } : null) : { key }
  return { name: 'chats', conversation: id ? decoded(id) : null, from, query: search.get('q') }
}

function rulesRoute(id: string | undefined, search: URLSearchParams): Route {
  if (id === 'new') return { name: 'rules', tab: 'list', edit: { kind: 'new', from: search.get('from') } }
  const tab = RULES_TABS.find((other) => other === id)
  if (tab !== undefined || !id) return { name: 'rules', tab: tab ?? 'list', edit: null }
  const rule = decoded(id)
  return { name: 'rules', tab: 'list', edit: rule === null ? null : { kind: 'rule', id: rule } }
}

function labRoute(path: string, search: URLSearchParams): Route {
  const [, tab, id] = path.split('/')
  if (tab === 'why') return { name: 'lab', tab, message: id ? decoded(id) : null, rule: null }
  const known = LAB_TABS.find((other) => other === tab)
  return { name: 'lab', tab: known ?? 'dry-run', message: search.get('message'), rule: search.get('rule') }
}

function exportWish(search: URLSearchParams): ExportWish | null {
  const conversation = search.get('conversation')
  if (!conversation) return null
  if (conversation !== 'all') return { conversation }
  return { conversation, account: search.get('account') }
}

export const VERIFY_ADDRESS = '#/verify'
export const IMPORT_ADDRESS = '#/import'
export const STATISTICS_ADDRESS = '#/statistics'
export const STORAGE_ADDRESS = '#/storage'
export const WHO_ADDRESS = '#/who'
export const SETTINGS_ADDRESS = '#/settings'
export const DIAGNOSTICS_ADDRESS = '#/diagnostics'

export function rulesAddress(tab: RulesTab = 'list'): string {
  return tab === 'list' ? '#/rules' : `#/rules/${tab}`
}

/** The editor with this rule. */
export function ruleAddress(id: string): string {
  const encoded = encodeURIComponent(id)
  // An id that came in with a pack may be a word that means a place: then its first letter is written out.
  const isTaken = encoded === 'new' || RULES_TABS.some((tab) => tab === encoded)
  return `#/rules/${isTaken ? `%${encoded.charCodeAt(0).toString(16)}${encoded.slice(1)}` : encoded}`
}

/** The editor with a new rule, begun from a message when its key is given. */
export function newRuleAddress(from: string | null = null): string {
  return from === null ? '#/rules/new' : `#/rules/new?${new URLSearchParams({ from })}`
}

/** A tab of the lab; the dry run can begin with a message, a rule, or both. */
export function labAddress(tab: Exclude<LabTab, 'why'>, of: { message?: string; rule?: string } = {}): string {
  const query = String(new URLSearchParams(of))
  return `#/lab/${tab}${query ? `?${query}` : ''}`
}

/** Why a message was answered or not. */
export function whyAddress(messageKey: string): string {
  return `#/lab/why/${encodeURIComponent(messageKey)}`
}

/** A conversation, or all of them; from a message (its key) or a time (ms) on, with what is searched for (empty: nothing yet). */
export function chatAddress(
  conversation: ContactId | null,
  { from = null, query = null }: { from?: ReadFrom | null; query?: string | null } = {},
): string {
  const search = new URLSearchParams()
  if (from !== null && 'key' in from) search.set('message', from.key)
  if (from !== null && 'at' in from) search.set('at', String(from.at))
  if (query !== null) search.set('q', query)
  const place = conversation === null ? '#/chats' : `#/chats/${encodeURIComponent(conversation)}`
  return search.size > 0 ? `${place}?${search}` : place
}

/** The statistics of one conversation. */
export function statisticsAddress(conversation: ContactId): string {
  return `${STATISTICS_ADDRESS}?${new URLSearchParams({ conversation })}`
}

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

const current = signal<Route>({ name: 'chats', conversation: null, from: null, query: null })

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
  replaceAddress('#/export')
}

/** Goes to an address without a step back to the one before it: when that one is no place any more. */
export function replaceAddress(address: string): void {
  history.replaceState(null, '', address)
  current.value = toRoute(address)
}
