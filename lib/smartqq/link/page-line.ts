import type { LoginId, OwnState, UserSending, UserSent } from '../../backend.ts'
import type { PagePart } from '../../ports.ts'
import type { Lease } from './lease.ts'
import { openPage } from './open-page.ts'
import type { OpenPage } from './open-page.ts'
import type { Lists } from './begin-session.ts'
import type { Tickets } from '../wire/session.ts'

/** The tickets of a page, as its own requests and replies show them. */
export type PageTickets = Pick<Tickets, 'uin' | 'ptwebqq' | 'vfwebqq' | 'psessionid'>

/** What a tab's page was last seen with: kept in `storage.session` by tab, for a worker that starts in the middle. */
export interface KnownPage {
  vfwebqq: string
  ptwebqq: string
  psessionid: string
  /** Null until its login2 was answered. */
  login: LoginId | null
  /** When its last poll went out, ms; null when it does not poll. */
  polledAt: number | null
}

/** What the connection does about what pages do. */
export interface PageSide {
  /** What names the cookies of now, to tell whether they have become others. Not a secret. */
  jar(): Promise<string>
  /**
   * A page has logged in. Its tickets are taken over if they are those of the cookies; the name of its login either way.
   * @param jar of the moment when it asked; null when that was not seen
   */
  loggedIn(tickets: PageTickets, jar: string | null): Promise<LoginId>
  /** The login that is saved, if these are its tickets; null when it is not. */
  recognised(tickets: Pick<PageTickets, 'ptwebqq' | 'psessionid'>): Promise<LoginId | null>
  /** The name of a login that nobody saw begin. @param own its account, where a message has told */
  nameless(tickets: Partial<PageTickets>, own: number | null): Promise<LoginId>
  /**
   * A page has taken a session up again with the cookies of now, which may be those of another scan: the name of its
   * login from now on.
   */
  relinked(login: LoginId, change: Partial<Tickets>, jar: string | null): Promise<LoginId>
  /** Tickets of this login were renewed, or its profile came. */
  renewed(login: LoginId, change: Partial<Tickets>): Promise<void>
  /** A list has come that nobody has to ask for any more. */
  listed(login: LoginId, lists: Partial<Lists>): void
  /** The page has begun to listen: the login is up. */
  listens(login: LoginId): void
  /** A page's poll was answered 103. */
  refused(login: LoginId): void
  /** The service has ended this login by a message. */
  kicked(login: LoginId, reason: string | null): Promise<void>
  /** The tab that was in this login shows its login form. */
  showsForm(login: LoginId): Promise<void>
}

export interface PageLinePorts {
  lease: Lease
  /** Resolves once there is a connection. */
  side(): Promise<PageSide>
  /** Writes a poll's items down, durably. */
  journal(login: LoginId, items: unknown[], serverAt: number | null): Promise<void>
  /** The user's own message is on its way. */
  userSends(login: LoginId, sending: UserSending): Promise<void>
  /** It has gone out, or has not: on disk when it resolves. */
  userSent(login: LoginId, sent: UserSent): Promise<void>
  /** The user has chosen on the page what friends see them as. */
  stateChosen(login: LoginId, state: OwnState): Promise<void>
  known: { load(tab: number): Promise<KnownPage | null>; save(tab: number, known: KnownPage): Promise<void> }
  /** Parts of all open pages that are broken now; told when it changes. */
  health(broken: PagePart[]): void
  now(): number
  later(ms: number, run: () => void): void
}

/** The w.qq.com pages that are open: what they report is read, archived and followed here. */
export interface PageLine {
  opened(tab: number): OpenPage
}

export function createPageLine(ports: PageLinePorts): PageLine {
  const broken = new Map<OpenPage, ReadonlySet<PagePart>>()
  const tabs = new Set<number>()
  let told = ''

  function tellHealth(): void {
    const parts = [...new Set([...broken.values()].flatMap((each) => [...each]))].toSorted()
    if (parts.join() === told) return
    told = parts.join()
    ports.health(parts)
  }

  return {
    opened(tab) {
      const isFirst = !tabs.has(tab)
      tabs.add(tab)
      const page = openPage(ports, { tab, isFirst }, (parts) => {
        if (parts === null) broken.delete(page)
        else broken.set(page, parts)
        tellHealth()
      })
      return page
    },
  }
}
