import { defineExtensionMessaging } from '@webext-core/messaging'
import type { ContactId } from './chat/contact.ts'
import type { OwnState } from './chat/online-state.ts'
import type { FillOutcome, OpenChat, PagePart } from './ports.ts'
import type { RuleProblem } from './rules/rule.ts'
import type { States, Status } from './settings.ts'

/** How saving a rule ended. The problems name the field they are about. */
export type SaveOutcome = { kind: 'saved' } | { kind: 'refused'; problems: RuleProblem[] }

/** How taking in rules of a pack ended: how many were added and replaced, and which were refused, by their id. */
export type ImportOutcome = {
  added: number
  replaced: number
  refused: { id: string; problems: RuleProblem[] }[]
}

/** How a request for fresh details ended; the details themselves arrive in the archive. */
export type RefreshOutcome =
  | { kind: 'fresh' }
  | { kind: 'failed'; why: 'offline' | 'logged-out' | 'not-recognised' | 'refused' | 'strange-reply' }

/** How setting the own state ended; the state that holds is in a stored item. */
export type OwnStateOutcome =
  | { kind: 'set' }
  | { kind: 'failed'; why: 'offline' | 'not-logged-in' | 'refused' | 'strange-reply' }

/** How joining two contacts ended. `from`: the one that was merged, by which the join can be taken back. */
export type JoinReply =
  | { kind: 'joined'; from: ContactId }
  | { kind: 'refused'; why: 'unknown' | 'same' | 'other-kind' | 'numbers-differ' | 'both-here' }

/** What the drawer shows of the world beside the archive: it stands in a frame that cannot watch the stored items. */
export interface DrawerView {
  chat: OpenChat
  status: Status
  states: States | null
  broken: PagePart[]
  /** Key of the message whose mark was clicked last; null: none. */
  why: string | null
}

/** What the background says over the drawer's port. After `refused` (no valid token) nothing else comes. */
export type DrawerOrder =
  | { kind: 'refused' }
  | { kind: 'view'; view: DrawerView }
  | { kind: 'filled'; outcome: FillOutcome }

/** Every message between our own contexts, once: page -> background. All handlers live in the background. */
export interface CompanionProtocol {
  /** Adds the rule, or replaces the one with the same id. `unknown`: checked there, whoever sends it. */
  saveRule(rule: unknown): SaveOutcome
  deleteRule(id: string): void
  /** Rule ids in the new order; ids that are missing keep their place at the end. */
  orderRules(ids: string[]): void
  enableRule(change: { id: string; enabled: boolean }): void
  /** Adds a group of rules, or replaces the one with the same id. `unknown`: checked there. Resolves with whether it was good. */
  saveRuleGroup(group: unknown): boolean
  /** Its rules stay, in no group. */
  deleteRuleGroup(id: string): void
  /** Several rules and groups at once, as one change: those whose id is there are replaced. `unknown`: checked there. */
  importRules(pack: { rules: unknown[]; groups: unknown[] }): ImportOutcome
  /** Takes the last change of the rules or groups back; false when there is none left to take back. */
  undoRules(): boolean
  /** Whether the user is away: their own word, or `auto`. */
  setAway(away: 'auto' | 'away' | 'here'): void
  /** Ends the pause of the loop breaker in a conversation. */
  resumeChat(conversation: ContactId): void
  /** The kill switch. */
  setAutoReply(on: boolean): void
  /** ms since the epoch, or null to go on at once. */
  pauseUntil(until: number | null): void
  /** Tries the login again now (after "scan again", an outage, or when site access was granted). */
  reconnect(): void
  logout(): void
  refreshContact(id: ContactId): RefreshOutcome
  /** As `refreshContact`, unless the details that are there are young enough. */
  freshenContact(id: ContactId): RefreshOutcome | { kind: 'cached' }
  /** What friends see us as, in this login. */
  setOwnState(state: OwnState): OwnStateOutcome
  /** Two contacts are the same. */
  joinContacts(pair: { a: ContactId; b: ContactId }): JoinReply
  /** They are not, whatever the evidence. */
  keepApart(pair: { a: ContactId; b: ContactId }): void
  undoApart(pair: { a: ContactId; b: ContactId }): void
  /** Takes a join back, by the id that was merged, or by that of a contact recognised in this login. */
  undoJoin(from: ContactId): void
  dismissNotice(id: string): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<CompanionProtocol>()
