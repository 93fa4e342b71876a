import type { OutboxState } from './outbox-row.ts'

/** What an export of ours told of a message that a rule sent; the record of the sending is in the archive it came from. */
export interface ImportedReply {
  ruleId: string | null
  state: OutboxState | 'unknown'
}

const PREFIX = 'imported/'
const STATES: readonly ImportedReply['state'][] = [
  'pending',
  'sending',
  'sent',
  'refused',
  'uncertain',
  'dropped',
  'unknown',
]

/** The `outboxId` of an imported message that a rule sent: there is no such row, so it says itself what the row would. */
export function importedReplyId({ ruleId, state }: ImportedReply): string {
  return `${PREFIX}${state}/${ruleId ?? ''}`
}

/** What such an `outboxId` says; null of any other. */
export function importedReply(outboxId: string | null): ImportedReply | null {
  if (outboxId === null || !outboxId.startsWith(PREFIX)) return null
  const [name = '', ...rest] = outboxId.slice(PREFIX.length).split('/')
  return { ruleId: rest.join('/') || null, state: STATES.find((state) => state === name) ?? 'unknown' }
}
