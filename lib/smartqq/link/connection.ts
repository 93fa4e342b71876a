import type { LoginId } from '../../backend.ts'
import { log } from '../../log.ts'
import { SECOND } from '../../time.ts'
import { troubleOf } from '../wire/answer.ts'
import type { Trouble } from '../wire/answer.ts'
import { WireError } from '../wire/errors.ts'
import { login, numberOfCookie } from '../wire/login.ts'
import { meaningOf } from '../wire/return-codes/meaning-of.ts'
import type { WireWords } from '../wire/return-codes/words.ts'
import type { Tickets } from '../wire/session.ts'
import { createBell } from './bell.ts'
import type { Lists } from './begin-session.ts'
import { createListening } from './listening.ts'
import type { Connected, Listening } from './listening.ts'
import { firstSeen, hasOtherLogin, isStillIn, keptLogin } from './login-jar.ts'
import { newLogin } from './new-login.ts'
import { createOwnTransport } from './own-transport.ts'
import type { PageSide } from './page-line.ts'
import { mayCall, stateBeside } from './beside-pages.ts'
import { createPageSide, isSame } from './page-side.ts'
import type { LinkPorts, LostWhy } from './ports.ts'
import { createRenewal } from './renewal.ts'
import { epochOf, idOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'
import { signOutAtService } from './sign-out.ts'

export type { Connected } from './listening.ts'

/** First and longest pause after a login that got no answer. */
const RETRY_FIRST = 2 * SECOND
const RETRY_MAX = 60 * SECOND

/** The SmartQQ side of the background: logs in, polls, hands over to the page and takes over from it. */
export interface Connection {
  /** Runs until `signal` aborts. @throws only what storage throws: then nothing was lost that was written */
  run(signal: AbortSignal): Promise<void>
  /** Looks again: cookies, pages, site access or what the user wants may have changed. */
  nudge(): void
  /** The computer has slept, or has a network again: a poll that seems held may be dead, so it is started anew. */
  awoke(): void
  /** Time has passed: is there something to say about the age of the login? */
  tick(): Promise<void>
  /** A reply said that the session may be dead: asks, and takes it up again if it is. */
  testSoon(): Promise<void>
  /** A reply on the way renewed `ptwebqq`. */
  renewed(ptwebqq: string): Promise<void>
  /** The user wants another try, also with cookies that were refused. */
  tryAgain(): Promise<void>
  /** Ends the login: stops the poll, forgets the tickets and the login cookies, and tells the service. */
  signOut(): Promise<void>
  /** The login that calls are made in; null also while only pages listen whose login is not that of our cookies. */
  connected(): Connected | null
  /** What pages do. */
  page: PageSide
  /** Keeps a changed part of the saved login. */
  remember(change: Partial<Pick<SavedLogin, 'groupCodes' | 'lastMsgId' | 'closedCalls'>>): Promise<void>
  /** The own profile has come after all. */
  learnSelf(self: Pick<Tickets, 'nick' | 'face'>): Promise<void>
}

export function createConnection(given: LinkPorts): Connection {
  const bell = createBell()
  let current: Listening | null = null
  let stopPolling: AbortController | undefined
  /** A page has had the line since we last listened: its login2 may have made our session another. */
  let pageHadLine = false
  /** The login that a page was last seen to listen in. */
  let heardIn: LoginId | null = null
  /** Counts up whenever another login may count: what was read before that is no longer true. */
  let turn = 0
  /** As the user last wanted it. */
  let mayReplaceStopped = true

  const { transport, clock } = createOwnTransport(given)
  const ports: LinkPorts = { ...given, transport }
  const renewal = createRenewal(ports)

  async function run(signal: AbortSignal): Promise<void> {
    let retry = RETRY_FIRST
    while (!signal.aborted) {
      // From here on, so that a sign-out also ends a login that is on its way.
      const stop = (stopPolling = new AbortController())
      const signals = AbortSignal.any([signal, stop.signal])
      if (!(await ports.hasSiteAccess())) {
        drop()
        ports.tell({ state: 'blocked', why: 'site-access' })
        await bell.wait(signal)
        continue
      }
      const before = turn
      const loginKey = await ports.cookies.get('p_skey')
      const kept = await keptLogin(ports, loginKey)
      const since = loginKey ? await firstSeen(ports, loginKey) : ports.now()
      mayReplaceStopped = await ports.mayListenForStopped()
      const isOver = !kept && current !== null && !(await isStillIn(ports, current.connected.saved))
      if (turn !== before) continue
      if (kept) goOn(kept)
      if (isOver) drop()
      if (ports.lease.held()) {
        pageHadLine = true
        if (current && heardIn && isSame(heardIn, current.id)) current.comeUp()
        ports.tell(stateBeside(ports.lease.holders(), current?.connected.saved ?? null, loginKey !== null))
        await bell.wait(signal)
        continue
      }
      if (!mayListen()) {
        ports.tell({ state: 'page-stopped', ...(current?.who() ?? { account: null, nick: null }) })
        await bell.wait(signal)
        continue
      }
      const lost = await ports.lost.load()
      if (!loginKey || lost.loginKey === (await epochOf('lost', loginKey))) {
        if (kept) await ports.saved.clear()
        drop()
        ports.tell({ state: 'logged-out', why: lost.why, detail: lost.detail })
        await bell.wait(signal)
        continue
      }
      try {
        const up = kept ? goOn(kept) : await logIn(loginKey, since, signals)
        if (!up || signals.aborted) continue
        retry = RETRY_FIRST
        await listen(up, loginKey, signals)
      } catch (error) {
        if (!(error instanceof WireError)) throw error
        if (signals.aborted || ports.lease.held()) continue
        log('login got no answer', { call: error.endpoint, kind: error.name })
        const { words } = meaningOf('login', error.answer)
        await tellAndWait({ kind: troubleOf(error.answer), ms: retry, ...(words ? { words } : {}) }, signal)
        retry = Math.min(2 * retry, RETRY_MAX)
      }
    }
    drop()
  }

  /** Tells why there is no login yet, and waits until it is time for the next try or somebody wants it. */
  async function tellAndWait(trouble: { kind: Trouble; ms: number; words?: WireWords }, signal: AbortSignal) {
    const { kind, ms, ...words } = trouble
    const why = ports.isDeviceOnline() ? kind : 'device-offline'
    ports.tell({ state: 'offline', account: null, nick: null, why, retryAt: ports.now() + ms, ...words })
    await bell.wait(signal, ms)
  }

  async function logIn(loginKey: string, since: number, signal: AbortSignal): Promise<Listening | null> {
    const [ptwebqq, uinCookie] = await Promise.all([ports.cookies.get('ptwebqq'), ports.cookies.get('uin')])
    ports.tell({ state: 'connecting', account: null })
    const result = await login(transport, { ptwebqq, uinCookie }, ports.now, signal)
    if (result.kind === 'refused') {
      log('login refused', { code: result.code, why: result.why })
      const { retryAfterMs, words } = meaningOf('login', result.code)
      if (result.why === 'overload' && retryAfterMs !== undefined) {
        await tellAndWait({ kind: 'server', ms: retryAfterMs, ...(words ? { words } : {}) }, signal)
        return null
      }
      const why = result.why === 'cookies' ? 'expired' : 'refused'
      const account = numberOfCookie(uinCookie)
      if (why === 'expired' && (await renewal.renew({ account, loginKey }, signal))) return null
      await lose(why, result.detail, loginKey)
      return null
    }
    // Cookies of another scan have come meanwhile: nobody knows which of the two this login belongs to.
    if ((await ports.cookies.get('p_skey')) !== loginKey) return null
    const account = String(result.tickets.uin)
    ports.tell({ state: 'connecting', account })
    const { tickets } = result
    const { saved, lists } = await newLogin(ports, { tickets, loginKey, uinCookie, since, clock }, signal)
    // A page may have come in with the same cookies meanwhile: then its tickets are the newer ones.
    if (current && isSame(current.id, idOf(saved))) return current
    await ports.saved.save(saved)
    return begin(saved, lists)
  }

  /** No page listens, or has stopped and is to be left alone. */
  function mayListen(): boolean {
    return !ports.lease.held() && (mayReplaceStopped || !ports.lease.hasStopped())
  }

  /** Another login counts from now on. */
  function begin(saved: SavedLogin, lists: Lists | null = null): Listening {
    drop()
    const mine: Listening = createListening({
      ports,
      bell,
      saved,
      lists,
      clock,
      isCurrent: () => current === mine,
      mayPoll: mayListen,
    })
    return (current = mine)
  }

  /** The login that was saved: the one that is up if it is the same, whoever has listened in it so far. */
  function goOn(kept: SavedLogin): Listening {
    return current && isSame(current.id, idOf(kept)) ? current : begin(kept)
  }

  function drop(): void {
    current?.end()
    current = null
  }

  async function listen(mine: Listening, loginKey: string, signal: AbortSignal): Promise<void> {
    if (!mayListen()) return
    const inDoubt = pageHadLine
    pageHadLine = false
    const { why, detail } = await mine.run(signal, inDoubt)
    if (!why) return
    if (current === mine) drop()
    if (why === 'expired' || why === 'ended-by-age') {
      if (await hasOtherLogin(ports, mine.connected.saved)) return
      if (await renewal.renew({ account: mine.connected.saved.tickets.uin, loginKey }, signal)) return
    }
    await lose(why, detail, loginKey)
  }

  /** These cookies are no good any more, or the user wants no more of them: they start no other login by themselves. */
  async function lose(why: LostWhy, detail: string | null, loginKey: string | null): Promise<void> {
    turn++
    await ports.saved.clear()
    await ports.lost.save({ why, detail, loginKey: loginKey === null ? null : await epochOf('lost', loginKey) })
  }

  /** A poll that is held ends by itself; whether another follows is as the user wants it by then. */
  async function readWish(): Promise<void> {
    mayReplaceStopped = await ports.mayListenForStopped().catch(() => mayReplaceStopped)
  }

  /** A held poll would not notice for a minute that the user has taken the access away, and calls would fail. */
  async function stopWithoutAccess(): Promise<void> {
    const stop = stopPolling
    if (!(await ports.hasSiteAccess().catch(() => true))) stop?.abort()
  }

  return {
    run,
    nudge() {
      bell.ring()
      current?.pageChanged()
      // A page's poll should have ended ours by now.
      if (current?.isPolling() && ports.lease.isOverdue()) stopPolling?.abort()
      void readWish()
      void stopWithoutAccess()
    },
    awoke() {
      current?.cutOff()
      bell.ring()
    },
    tick: async () => current?.tick(),
    testSoon: async () => current?.testSoon(),
    renewed: async (ptwebqq) => current?.adopt({ ptwebqq }),
    async signOut() {
      const loginKey = await ports.cookies.get('p_skey')
      await lose('signed-out', null, loginKey)
      // Whether or not the jar lets go of them, nothing listens with these cookies any more.
      stopPolling?.abort()
      drop()
      await signOutAtService(ports)
      // Somebody who was quick may have scanned again while the service was told.
      if ((await ports.cookies.get('p_skey')) === loginKey) await ports.cookies.forget()
      bell.ring()
    },
    async tryAgain() {
      turn++
      const { why, detail } = await ports.lost.load()
      await ports.lost.save({ why, detail, loginKey: null })
      // Cookies of another scan: what the old login called people must not be used for a moment longer.
      const before = current
      if (before && !(await isStillIn(ports, before.connected.saved)) && current === before) drop()
      bell.ring()
    },
    connected: () => (current && mayCall(ports.lease, current.id) ? current.connected : null),
    page: createPageSide(ports, {
      current: () => current,
      async takeUp(saved) {
        turn++
        const mine = goOn(saved)
        // What has changed in it meanwhile, the message number above all, stays.
        await mine.keep({ ...mine.connected.saved, tickets: saved.tickets, hadSkey: saved.hadSkey ?? false })
        bell.ring()
      },
      async lose(why, detail) {
        await lose(why, detail, await ports.cookies.get('p_skey'))
        drop()
        bell.ring()
      },
      listens(login) {
        heardIn = login
        bell.ring()
      },
      changed: bell.ring,
    }),
    learnSelf: async ({ nick, face }) => current?.adopt({ nick, face }),
    async remember(change) {
      if (current) await current.keep({ ...current.connected.saved, ...change })
    },
  }
}
