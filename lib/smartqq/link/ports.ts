import type { LoginId } from '../../backend.ts'
import type { Transport } from '../wire/transport.ts'
import type { PollTrouble } from '../wire/poller.ts'
import type { WireWords } from '../wire/return-codes/words.ts'
import type { Lease } from './lease.ts'
import type { SavedLogin } from './saved-login.ts'

/** Why nobody is logged in; the same words as the status shown to the user. */
export type LostWhy =
  | 'never'
  | 'expired'
  | 'ended-by-age'
  | 'kicked'
  | 'elsewhere'
  | 'signed-out'
  | 'restarted'
  | 'account-frozen'
  | 'refused'

/** What the link tells about itself; the top turns it into the status the user sees. */
export type LinkState =
  | { state: 'logged-out'; why: LostWhy; detail: string | null }
  /** A page listens, and we have its tickets: what comes is answered. */
  | { state: 'page'; account: string; nick: string }
  /** A page listens, and we cannot send beside it: nobody saw its login, or the cookies are another account's. */
  | { state: 'page-only'; why: 'unknown' | 'other-account' }
  /** A page is open and has stopped listening, and the user wants nobody to listen in its place. */
  | { state: 'page-stopped'; account: string | null; nick: string | null }
  | { state: 'connecting'; account: string | null }
  /**
   * `since`: when the login was first seen. `endsAt`: when the service ends it at the latest; there in its last hour.
   * `pageStopped`: a page is open that should be listening, and is not.
   */
  | { state: 'online'; account: string; nick: string; since: number; endsAt?: number; pageStopped?: true }
  | {
      state: 'offline'
      account: string | null
      nick: string | null
      why: OfflineWhy
      retryAt: number
      /** What the service said about it, where there are words for it. */
      words?: WireWords
    }
  | { state: 'blocked'; why: 'site-access' }

/** Why no messages come; `portal`: the network asks for a login of its own first. */
export type OfflineWhy = PollTrouble['kind']

export interface Lost {
  why: LostWhy
  detail: string | null
  loginKey: string | null
}

/** The browser, as the link needs it. */
export interface LinkPorts {
  transport: Transport
  lease: Lease
  /** Whether the background may listen in the place of a page that has stopped. */
  mayListenForStopped(): Promise<boolean>
  cookies: {
    /** Value of a login cookie of the user's own jar; null when it is not there or empty. */
    get(name: LoginCookie): Promise<string | null>
    /** Forgets the login cookies of qq.com and web2.qq.com: what the page's own sign-out does. */
    forget(): Promise<void>
    /** Renews the cookie `ptwebqq` as the page does (Domain qq.com, path /), so that the page and we agree. */
    putPtwebqq(value: string): Promise<void>
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
  /** When a login key was first seen, ms; the key as a digest. */
  seen: {
    load(): Promise<{ loginKey: string; at: number } | null>
    save(seen: { loginKey: string; at: number }): Promise<void>
  }
  /** Whether the computer has any network at all, as far as the browser knows. */
  isDeviceOnline(): boolean
  /** The service will end the login that is up, at the latest then (ms): told once a login. */
  endsSoon(endsAt: number): void
  /** Writes a poll's items down. The next poll waits for it. */
  journal(login: LoginId, items: unknown[], serverAt: number | null): Promise<void>
  /**
   * A login came up: lists can be asked for until `signal` aborts. Told once, however often the page and the background hand
   * the line over to each other. Not awaited by the poll.
   */
  cameUp(signal: AbortSignal): void
  /**
   * The session was taken up again under the same login, by us or by a page that has handed over since: the service has
   * the user online. Not awaited by the poll.
   */
  relinked(signal: AbortSignal): void
  tell(state: LinkState): void
  now(): number
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/**
 * `uin`, `skey` and `ptcz` are on qq.com, `p_skey` and `pt4_token` on web2.qq.com, `ptwebqq` on qq.com or absent,
 * `superuin` and `supertoken` on ptlogin2.qq.com.
 */
export type LoginCookie = 'uin' | 'skey' | 'p_skey' | 'ptwebqq' | 'ptcz' | 'pt4_token' | 'superuin' | 'supertoken'
