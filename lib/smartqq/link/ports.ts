import type { LoginId } from '../../backend.ts'
import type { Transport } from '../wire/transport.ts'
import type { Presence } from './presence.ts'
import type { SavedLogin } from './saved-login.ts'

/** Why nobody is logged in; the same words as the status shown to the user. */
export type LostWhy =
  | 'never'
  | 'expired'
  | 'kicked'
  | 'elsewhere'
  | 'signed-out'
  | 'restarted'
  | 'account-frozen'
  | 'refused'

/** What the link tells about itself; the top turns it into the status the user sees. */
export type LinkState =
  | { state: 'logged-out'; why: LostWhy; detail: string | null }
  | { state: 'page'; account: string | null; nick: string | null }
  | { state: 'connecting'; account: string | null }
  | { state: 'online'; account: string; nick: string; since: number }
  | {
      state: 'offline'
      account: string | null
      nick: string | null
      why: 'network' | 'server' | 'strange-reply'
      retryAt: number
    }
  | { state: 'blocked'; why: 'site-access' }

export interface Lost {
  why: LostWhy
  detail: string | null
  loginKey: string | null
}

/** The browser, as the link needs it. */
export interface LinkPorts {
  transport: Transport
  presence: Presence
  cookies: {
    /** Value of a login cookie of the user's own jar; null when it is not there or empty. */
    get(name: LoginCookie): Promise<string | null>
    /** Forgets the login cookies of qq.com and web2.qq.com: what the page's own sign-out does. */
    forget(): Promise<void>
  }
  /** Whether the browser lets us reach the hosts. */
  hasSiteAccess(): Promise<boolean>
  saved: {
    load(): Promise<SavedLogin | null>
    save(login: SavedLogin): Promise<void>
    clear(): Promise<void>
  }
  /** Why nobody is logged in, and a digest of the login key that is no good any more (null: none). */
  lost: {
    load(): Promise<Lost>
    save(lost: Lost): Promise<void>
  }
  /** Writes a poll reply's items down. The next poll waits for it. */
  journal(login: LoginId, items: unknown[], serverAt: number | null): Promise<void>
  /** A login came up (or came back): lists can be asked for until `signal` aborts. Not awaited by the poll. */
  cameUp(signal: AbortSignal): void
  tell(state: LinkState): void
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** `uin` and `skey` are on qq.com, `p_skey` and `p_uin` on web2.qq.com, `ptwebqq` on qq.com or absent. */
export type LoginCookie = 'uin' | 'skey' | 'p_skey' | 'ptwebqq'
