import type { Member, Profile } from './chat/contact.ts'
import type { AccountId, Epoch, Handle } from './chat/handle.ts'
import type { ConversationKind } from './chat/message.ts'
import type { Segment } from './chat/segment.ts'

/**
 * What a chat service is to the rest of the product. `lib/smartqq` is the first one; nothing above this file knows
 * uins, tickets, leases or return codes.
 */
export interface Backend {
  /** The login that is up, or null. */
  login(): Login | null
  /** Sends once, never again by itself. Does not throw: every way it can end is an outcome. */
  send(target: Handle, segments: readonly Segment[], signal: AbortSignal): Promise<SendOutcome>
  /** A text as the messages the service carries: cut to its length limit, built-in pictures recognised. Pure. */
  pieces(text: string): Segment[][]
  /** Everybody the account knows, freshly asked. @throws {BackendError} */
  directory(signal: AbortSignal): Promise<Directory>
  /** Details of one person. @throws {BackendError} */
  profile(person: Handle, signal: AbortSignal): Promise<PersonDetails>
  /** Details and members of a group or discussion. @throws {BackendError} */
  members(group: Handle, signal: AbortSignal): Promise<GroupDetails>
  /** Turns journalled raw items into readable events. Pure and total: a bad item becomes `unreadable`, in its place. */
  read(items: readonly unknown[], login: LoginId): BackendEvent[]
}

/** What names a login: enough to read what was delivered in it, even after it is over. */
export interface LoginId {
  account: AccountId
  epoch: Epoch
}

export interface Login extends LoginId {
  nick: string
  /** Server clock minus this computer's, ms. */
  clockOffset: number
}

/** One thing the service delivered, in the order it should be read. */
export type BackendEvent =
  | {
      kind: 'message'
      conversation: ConversationKind
      /** The person, group or discussion it was written in. For a friend also the author. */
      where: Handle
      /** Who wrote it; null when it is surely ourselves. */
      author: Handle | null
      segments: Segment[]
      /** ms */
      sentAt: number
      /** Equal for the same message delivered twice; different for two messages. */
      fingerprint: string
      raw: unknown
    }
  | { kind: 'other'; wireKind: string; raw: unknown }
  | { kind: 'unreadable'; wireKind: string | null; raw: unknown }

export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'refused'; code: number | null }
  /** May or may not have been delivered. Never sent again by us. */
  | { kind: 'uncertain'; code: number | null }

export interface Directory {
  friends: {
    handle: Handle
    nick: string
    remark: string | null
    category: string | null
    /** Real number where the service gives it. */
    number: string | null
  }[]
  groups: { handle: Handle; name: string; remark: string | null }[]
  discusses: { handle: Handle; name: string }[]
}

export interface PersonDetails {
  nick: string | null
  profile: Profile
}

export interface GroupDetails {
  name: string | null
  notice: string | null
  createdAt: number | null
  /** `number`: real QQ number of the member, where the service gives it (discussions). */
  members: (Omit<Member, 'contact'> & { handle: Handle; number: string | null })[]
}

/** A call that got no usable answer. `why` decides what is done about it; the text is for engineers. */
export class BackendError extends Error {
  override name = 'BackendError'
  readonly why: 'network' | 'malformed' | 'refused' | 'login-lost' | 'not-logged-in'
  constructor(why: BackendError['why'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.why = why
  }
}
