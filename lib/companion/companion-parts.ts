import type { Archive } from '../archive/port.ts'
import type { Backend, LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import type { Switches } from '../rules/event.ts'
import type { RuleSet } from '../rules/policy.ts'
import type { Presence } from './away.ts'
import type { Ingested } from './ingest.ts'
import type { ContactState } from './states.ts'

/** Something the user should know; the top gives it words. */
export type Trouble =
  | { code: 'storage-full' | 'storage-failed' | 'internal'; detail: string }
  | { code: 'list-failed' | 'strange-reply'; detail: string }
  | { code: 'unreadable-items'; detail: string }

export interface CompanionParts {
  archive: Archive
  backend: Backend
  /** The same object until something in it changes. */
  ruleSet(): Promise<RuleSet>
  /** Rules that are switched on, by id, with the contacts and authors they are for. */
  ruleContacts(): Promise<Map<string, readonly ContactId[]>>
  switches(): Promise<Switches>
  /** What says whether the user of this account is there. */
  presence(account: AccountId): Promise<Presence>
  /** When the account's last message went out, ms; 0 when none did. */
  lastSendAt(account: AccountId): Promise<number>
  rememberSend(account: AccountId, at: number): Promise<void>
  /** Messages were decided about. */
  decided(result: Ingested): Promise<void>
  /** Conversations of an account that the loop breaker leaves alone, until when, ms: all of them, each time it may have changed. */
  loops(account: AccountId, loops: readonly { conversation: ContactId; until: number }[]): Promise<void>
  /** A reply has ended, or become uncertain, or its echo came. */
  replyEnded(row: OutboxRow): Promise<void>
  /** Rules whose contacts this login does not recognise, with those contacts. */
  rulesSleep(sleeping: Record<string, ContactId[]>): Promise<void>
  /** The login that is up, or was up last; null before the first. */
  lastLogin(): Promise<LoginId | null>
  rememberLogin(login: LoginId): Promise<void>
  /** Friends' states were told; with `everybodyAt` (ms) those of all: who is not among them is offline or hidden. */
  statesTold(account: AccountId, people: ContactState[], everybodyAt: number | null): void
  trouble(trouble: Trouble): void
  newId(): string
  now(): number
  /** IANA name of the user's zone. */
  zone(): string
  /** A random number from 0 up to 2^32. */
  random(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}
