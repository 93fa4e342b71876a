import { defineExtensionMessaging } from '@webext-core/messaging'
import type { ContactId } from './chat/contact.ts'
import type { RuleProblem } from './rules/rule.ts'

/** How saving a rule ended. The problems name the field they are about. */
export type SaveOutcome = { kind: 'saved' } | { kind: 'refused'; problems: RuleProblem[] }

/** How a request for fresh details ended; the details themselves arrive in the archive. */
export type RefreshOutcome =
  | { kind: 'fresh' }
  | { kind: 'failed'; why: 'offline' | 'logged-out' | 'not-recognised' | 'refused' | 'strange-reply' }

/** Every message between our own contexts, once: page -> background. All handlers live in the background. */
export interface CompanionProtocol {
  /** Adds the rule, or replaces the one with the same id. `unknown`: checked there, whoever sends it. */
  saveRule(rule: unknown): SaveOutcome
  deleteRule(id: string): void
  /** Rule ids in the new order; ids that are missing keep their place at the end. */
  orderRules(ids: string[]): void
  enableRule(change: { id: string; enabled: boolean }): void
  /** The kill switch. */
  setAutoReply(on: boolean): void
  /** ms since the epoch, or null to go on at once. */
  pauseUntil(until: number | null): void
  /** Tries the login again now (after "scan again", an outage, or when site access was granted). */
  reconnect(): void
  logout(): void
  refreshContact(id: ContactId): RefreshOutcome
  dismissNotice(id: string): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<CompanionProtocol>()
