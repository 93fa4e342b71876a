import type { Member, Profile } from './chat/contact.ts'
import type { AccountId, Epoch, Handle } from './chat/handle.ts'
import type { ConversationKind } from './chat/message.ts'
import type { OnlineState, OwnState } from './chat/online-state.ts'
import type { NoticeSegment, Segment } from './chat/segment.ts'

export type { OwnState } from './chat/online-state.ts'

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
  /** Everybody the account knows, freshly asked; one list may be missing. @throws {BackendError} when none came */
  directory(signal: AbortSignal): Promise<Directory>
  /** Details of one person. @throws {BackendError} */
  profile(person: Handle, signal: AbortSignal): Promise<PersonDetails>
  /** Details and members of a group or discussion. @throws {BackendError} */
  members(group: Handle, signal: AbortSignal): Promise<GroupDetails>
  /** Friends who are online now; whoever is not listed is offline or hidden. @throws {BackendError} */
  states(signal: AbortSignal): Promise<PersonState[]>
  /** The picture of a person or group as a `data:` URL; null when the service has none to give. @throws {BackendError} */
  avatar(contact: Handle, signal: AbortSignal): Promise<string | null>
  /** Sets the own state. @throws {BackendError} */
  setOwnState(state: OwnState, signal: AbortSignal): Promise<void>
  /**
   * Real numbers from calls that were closed for most of the service's life: asked at most once per login and silent
   * when they do not answer. Never throws for the wire's sake.
   */
  realNumbers(directory: Directory, signal: AbortSignal): Promise<{ handle: Handle; number: string }[]>
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
      /** ms; null when the item has no time of its own. */
      sentAt: number | null
      /** Equal for the same message delivered twice; different for two messages. */
      fingerprint: string
      /**
       * Written by a stranger from a shared group or discussion (临时会话). Such messages cannot be answered: the service
       * swallows replies since 2016.
       */
      isTemporary?: true
      /** Real numbers the item itself gives. */
      numbers?: { handle: Handle; number: string }[]
      raw: unknown
    }
  /** Something happened in a conversation that nobody wrote: a shake, a file on offer, a member who joined. */
  | {
      kind: 'notice'
      conversation: ConversationKind
      where: Handle
      /** Who did it or, of members and administrators, who it happened to; null for ourselves and when it is not said. */
      author: Handle | null
      notice: NoticeSegment
      /** ms; null when the item has no time of its own. */
      sentAt: number | null
      fingerprint: string
      numbers?: { handle: Handle; number: string }[]
      raw: unknown
    }
  /** A friend came online, went away …; told often, so it is shown and not archived. */
  | { kind: 'state'; state: PersonState; raw: unknown }
  /** The friend list is no longer what it was. */
  | { kind: 'lists-changed'; wireKind: string; raw: unknown }
  | { kind: 'other'; wireKind: string; raw: unknown }
  | { kind: 'unreadable'; wireKind: string | null; raw: unknown }

export type SendOutcome =
  | { kind: 'sent' }
  | { kind: 'refused'; code: number | null }
  /** Nobody has this handle: surely not delivered. Worth one try under a fresh handle of the same contact. */
  | { kind: 'unknown-target'; code: number | null }
  /** May or may not have been delivered. Never sent again by us. */
  | { kind: 'uncertain'; code: number | null }

/** A message that the user is sending on the official page. Known from its request on: an echo can overtake the reply. */
export interface UserSending {
  to: Handle
  segments: Segment[]
  /** Its number, used once in a login. */
  number: number
  /** When it went out, ms by this computer's clock. */
  at: number
}

/** The same once it is known how it ended. */
export interface UserSent extends UserSending {
  outcome: SendOutcome
  raw: unknown
}

export interface PersonState extends OnlineState {
  person: Handle
}

/** Whom the account knows. A list that is not there did not come, and says nothing about anybody. */
export interface Directory {
  friends?: {
    handle: Handle
    nick: string
    remark: string | null
    category: string | null
    /** Real number where the service gives it. */
    number: string | null
  }[]
  groups?: { handle: Handle; name: string; remark: string | null }[]
  discusses?: { handle: Handle; name: string }[]
  /** Why the first list that is missing did not come. */
  failed?: BackendError
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
  /** Asking again earlier than this does not help, ms; missing where nobody knows, or where asking again never helps. */
  readonly retryAfterMs?: number
  constructor(why: BackendError['why'], message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options)
    this.why = why
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs
  }
}
