import type { Contact } from '../../lib/chat/contact.ts'
import type { OnlineState } from '../../lib/chat/online-state.ts'
import { t } from '../../lib/i18n/t.ts'
import type { States, Status } from '../../lib/settings.ts'

/** A contact's state, and when the service told it, ms. */
export interface ShownState extends OnlineState {
  at: number
}

/**
 * What a friend can be seen as now; null when that is not known: nobody is logged in, it is no friend of the account that
 * is logged in, or nothing has been told yet.
 */
export function shownState(contact: Contact, states: States | null, status: Status): ShownState | null {
  if (!states || status.state !== 'online') return null
  if (contact.kind !== 'person' || !contact.isFriend) return null
  if (contact.account !== states.account || contact.account !== status.account) return null
  const told = states.people[contact.id]
  if (told) return told
  return states.at === null ? null : { state: 'offline', client: null, at: states.at }
}

/** The state in words, with what they are online with where that is known. */
export function stateWords({ state, client }: OnlineState): string {
  const word = t(`contact.state.${state}`)
  return client && state !== 'offline'
    ? t('contact.state.with', { state: word, client: t(`contact.client.${client}`) })
    : word
}

/** Colour of the dot beside the words. */
export const STATE_TONE: Record<OnlineState['state'], 'good' | 'warn' | 'bad' | 'off'> = {
  online: 'good',
  callme: 'good',
  away: 'warn',
  busy: 'bad',
  silent: 'bad',
  offline: 'off',
}
