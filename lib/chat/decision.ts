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
  | 'service-account'
  | 'stale'
  | 'identical-text'
  /** Two machines seem to talk to each other: the conversation is left alone for a while. */
  | 'loop'
  /** The account may not speak in the group now. */
  | 'muted'
  /** In a group nobody named me, and the rule does not name the group. */
  | 'group-needs-mention'
  /** The author has been answered a moment ago: several messages in a row get one reply. */
  | 'burst'
  /** The author was answered not long ago, by any rule. */
  | 'contact-cooldown'
  | 'cap-minute'
  | 'cap-hour'
  | 'cap-day'
  | 'cooldown'
  | 'empty-reply'
  /** The rule only offers its reply: the person sends it, or not. */
  | 'draft'
  | 'not-logged-in'
  | 'other-login'
  /** Several sends were refused in a row: automatic replies have stopped by themselves. */
  | 'refused-sends'
  | 'user-removed-rule'

/** One condition of a rule, as a trace names it. */
export type RuleCheck =
  | 'enabled'
  | 'group-enabled'
  | 'kind'
  | 'contact'
  | 'except'
  | 'category'
  | 'author'
  | 'role'
  | 'mention'
  | 'match'
  | 'hours'
  | 'dates'
  | 'first'
  | 'away'
  | 'follow-up'
  | 'cooldown'
  | 'reply'

/** One step of a trace: a guard of the safety kernel or one condition of one rule, and whether it let the message pass. */
export interface TraceStep {
  /**
   * `guard:<why>` for a guard, `rule:<condition>` for a rule. In the short form `kernel` stands for all guards that passed
   * and `rules` for all rules whose words did not match; `detail` is their number.
   */
  check: `guard:${WhyNot}` | `rule:${RuleCheck}` | 'kernel' | 'rules'
  ruleId: string | null
  passed: boolean
  /** A fact worth showing (age in seconds, the words that matched …), plain text. */
  detail?: string
  /** Of `rule:match` in the full form: which condition, as `group.condition` from 0; absent: all of them together. */
  at?: string
}

/** What was known about a message when it was decided about, beside the message itself. */
export interface Circumstances {
  /** `self`: written by this account elsewhere; `echo`: something we sent, coming back. */
  own: 'no' | 'self' | 'echo'
  /** It came to a login that is not up here: another one is, or none. Absent: it came to the one that can answer. */
  login?: 'other' | 'none'
  /**
   * The author is in the lists of this login. For a group or discussion whose members have not been fetched yet the
   * caller says true: only a member missing from a known list is a stranger.
   */
  authorIsKnown: boolean
  names: {
    /** The author's own name. */
    nick: string | null
    /** The user's name for the author. */
    remark: string | null
    /** The author's name inside the group. */
    card: string | null
    /** Name of the group or discussion; null in a friend's chat. */
    group: string | null
  }
  /** Real QQ number of the author; null when nobody has told it. */
  authorNumber: string | null
  /** Category (分组) of the friend; null when in none, or not known. */
  category: string | null
  /** Role of the author in the group; null outside groups and when it is not known. */
  role: 'owner' | 'admin' | 'member' | null
  /** When the author wrote there the time before, by the server, ms; null: never that we know of. */
  previousAt: number | null
  /** The text without the mention of me (`withoutMention`); absent when there is none. */
  addressed?: string
}

/** The rest of what a decision depended on, so that a replay comes to the same: see `Now` of the rules. */
export interface Given extends Circumstances {
  serverAt: number
  zone: string
  random: number
  away: boolean
  switches: { autoReply: boolean; pausedUntil: number | null; stopped: 'refused-sends' | null }
  /** Names the rules and limits it was decided with; the archive keeps them under this name. */
  ruleSet: string
  /**
   * What had happened in the conversation that no message tells of: until when the account is muted there, and when the
   * user last wrote or typed, ms; null: nothing.
   */
  mutedUntil: number | null
  takenOverAt: number | null
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
    | {
        kind: 'reply'
        ruleId: string
        outboxId: string
        text: string
        /** Further replies of rules below one that lets them be asked too. */
        also?: { ruleId: string; outboxId: string; text: string }[]
      }
    /** `text`: what the rule offers, for `draft`. */
    | { kind: 'none'; why: WhyNot; ruleId: string | null; text?: string }
  trace: TraceStep[]
  /** Absent in decisions of before version 3 of the archive. */
  given?: Given
}
