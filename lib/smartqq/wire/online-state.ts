import type { PersonState } from '../../backend.ts'

const STATES: readonly PersonState['state'][] = ['online', 'away', 'busy', 'callme', 'silent', 'offline']

/** The service's word for a state as ours; null for a word nobody knows. Who hides looks offline to others. */
export function readState(status: string): PersonState['state'] | null {
  if (status === 'hidden') return 'offline'
  return STATES.find((state) => state === status) ?? null
}

/**
 * What a `client_type` stands for, as far as clients found out: 1 to 6 and 10 computer, 21 to 24 phone, 41 web, 42
 * pad. Null for others, among them 7, which most replies of 2017 had and nobody explained.
 */
export function readClient(clientType: number | null): PersonState['client'] {
  if (clientType === null) return null
  if ((clientType >= 1 && clientType <= 6) || clientType === 10) return 'computer'
  if (clientType >= 21 && clientType <= 24) return 'phone'
  if (clientType === 41) return 'web'
  return clientType === 42 ? 'pad' : null
}
