import type { ContactId } from './contact.ts'
import type { AccountId } from './handle.ts'
import type { ConversationKind } from './message.ts'

/** Why nothing was answered, or why an answer that was planned was not sent. Words for each are in the catalogues. */
export type WhyNot =
  | 'no-rule-matched'
  | 'switched-off'
  | 'paused'
  /** The user writes in this conversation (我来回). */
  | 'takeover'
  | 'own-message'
  | 'echo'
  | 'unknown-sender'
  | 'automatic-reply'
  | 'stale'
  | 'identical-text'
  | 'cap-minute'
  | 'cap-hour'
  | 'cap-day'
  | 'cooldown'
  | 'empty-reply'
  | 'not-logged-in'
  | 'other-login'
  | 'user-removed-rule'

/** One step of a trace: a guard of the safety kernel or one condition of one rule, and whether it let the message pass. */
export interface TraceStep {
  /** `guard:<why>` for the kernel, `rule:<condition>` for a rule. */
  check:
    | `guard:${WhyNot}`
    | 'rule:enabled'
    | 'rule:kind'
    | 'rule:contact'
    | 'rule:mention'
    | 'rule:match'
    | 'rule:cooldown'
    | 'rule:reply'
  ruleId: string | null
  passed: boolean
  /** A fact worth showing (age in seconds, the words that matched …), plain text. */
  detail?: string
}

/** What was decided about one message, kept with it for good. */
export interface Decision {
  /** Key of the message it is about. */
  messageKey: string
  account: AccountId
  conversation: ContactId
  kind: ConversationKind
  at: number
  outcome:
    | { kind: 'reply'; ruleId: string; outboxId: string; text: string }
    | { kind: 'none'; why: WhyNot; ruleId: string | null }
  trace: TraceStep[]
}
