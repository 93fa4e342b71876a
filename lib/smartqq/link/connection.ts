import { log } from '../../log.ts'
import { SECOND } from '../../time.ts'
import { troubleOf } from '../wire/answer.ts'
import type { Trouble } from '../wire/answer.ts'
import { createClient } from '../wire/client.ts'
import { NetworkError, WireError } from '../wire/errors.ts'
import { login, numberOfCookie } from '../wire/login.ts'
import { meaningOf } from '../wire/return-codes/meaning-of.ts'
import type { WireWords } from '../wire/return-codes/words.ts'
import type { Tickets } from '../wire/session.ts'
import { createBell } from './bell.ts'
import { beginSession } from './begin-session.ts'
import type { Lists } from './begin-session.ts'
import { createListening } from './listening.ts'
import type { Connected, Listening } from './listening.ts'
import { firstSeen, isStillIn, keptLogin } from './login-jar.ts'
import { firstMsgId } from './message-number.ts'
import type { LinkPorts, LostWhy } from './ports.ts'
import { createRenewal } from './renewal.ts'
import { epochOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'
import { signOutAtService } from './sign-out.ts'

export type { Connected } from './listening.ts'

/** First and longest pause after a login that got no answer. */
const RETRY_FIRST = 2 * SECOND
const RETRY_MAX = 60 * SECOND

interface Up {
  saved: SavedLogin
  lists: Lists | null
}

/** The SmartQQ side of the background: logs in, polls, hands over to the page and takes over from it. */
export interface Connection {
  /** Runs until `signal` aborts. @throws only what storage throws: then nothing was lost that was written */
  run(signal: AbortSignal): Promise<void>
  /** Looks again: cookies, presence or site access may have changed. */
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
  connected(): Connected | null
  /** Keeps a changed part of the saved login (message number, group codes, calls that are closed). */
  remember(change: Partial<Pick<SavedLogin, 'groupCodes' | 'lastMsgId' | 'closedCalls'>>): Promise<void>
  /** The own profile has come after all. */
  learnSelf(self: Pick<Tickets, 'nick' | 'face'>): Promise<void>
}

/** The hosts whose clock the messages carry. Others go by their own, and over plain http anybody may answer. */
function hasTheClock(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && hostname.endsWith('.web2.qq.com')
}

export function createConnection(given: LinkPorts): Connection {
  const bell = createBell()
  let current: Listening | null = null
  let stopPolling: AbortController | undefined
  /** Null until a reply has told. */
  let clockOffset: number | null = null

  /** Learns the server's clock from the replies on the way, and leaves login2 to a page that came. */
  const transport: LinkPorts['transport'] = async (request, signal) => {
    if (request.endpoint === 'login2' && ports.presence.held()) throw new NetworkError('login2', 'a page logs in')
    const reply = await given.transport(request, signal)
    // The header has whole seconds, so on average it is half a second behind.
    if (reply.serverAt !== null && hasTheClock(request.url)) clockOffset = reply.serverAt + SECOND / 2 - ports.now()
    return reply
  }
  const ports: LinkPorts = { ...given, transport }
  const renewal = createRenewal(ports)

  async function run(signal: AbortSignal): Promise<void> {
    let retry = RETRY_FIRST
    while (!signal.aborted) {
      // From here on, so that a sign-out also ends a login that is on its way.
      const stop = (stopPolling = new AbortController())
      const signals = AbortSignal.any([signal, stop.signal])
      if (!(await ports.hasSiteAccess())) {
        ports.tell({ state: 'blocked', why: 'site-access' })
        await bell.wait(signal)
        continue
      }
      const loginKey = await ports.cookies.get('p_skey')
      const kept = await keptLogin(ports, loginKey)
      const since = loginKey ? await firstSeen(ports, loginKey) : ports.now()
      if (ports.presence.held()) {
        const { uin, nick } = kept?.tickets ?? { uin: null, nick: null }
        ports.tell({ state: 'page', account: uin === null ? null : String(uin), nick })
        await bell.wait(signal)
        continue
      }
      const lost = await ports.lost.load()
      if (!loginKey || lost.loginKey === (await epochOf('lost', loginKey))) {
        if (kept) await ports.saved.clear()
        ports.tell({ state: 'logged-out', why: lost.why, detail: lost.detail })
        await bell.wait(signal)
        continue
      }
      try {
        const up = kept ? { saved: kept, lists: null } : await logIn(loginKey, since, signals)
        if (!up || signals.aborted) continue
        retry = RETRY_FIRST
        await listen(up, loginKey, signals)
      } catch (error) {
        if (!(error instanceof WireError)) throw error
        if (signals.aborted || ports.presence.held()) continue
        log('login got no answer', { call: error.endpoint, kind: error.name })
        const { words } = meaningOf('login', error.answer)
        await tellAndWait({ kind: troubleOf(error.answer), ms: retry, ...(words ? { words } : {}) }, signal)
        retry = Math.min(2 * retry, RETRY_MAX)
      }
    }
  }

  /** Tells why there is no login yet, and waits until it is time for the next try or somebody wants it. */
  async function tellAndWait(trouble: { kind: Trouble; ms: number; words?: WireWords }, signal: AbortSignal) {
    const { kind, ms, ...words } = trouble
    const why = ports.isDeviceOnline() ? kind : 'device-offline'
    ports.tell({ state: 'offline', account: null, nick: null, why, retryAt: ports.now() + ms, ...words })
    await bell.wait(signal, ms)
  }

  async function logIn(loginKey: string, since: number, signal: AbortSignal): Promise<Up | null> {
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
    const client = createClient(transport, () => result.tickets, ports.now)
    const { tickets, lists } = await beginSession(client, result.tickets, signal)
    const cookieNumber = numberOfCookie(uinCookie)
    const saved: SavedLogin = {
      version: 1,
      tickets,
      epoch: await epochOf(account, loginKey),
      since,
      groupCodes: {},
      lastMsgId: firstMsgId(ports.now()),
      clockOffset: clockOffset ?? 0,
      ...(cookieNumber === null || cookieNumber === tickets.uin ? {} : { cookieNumber }),
    }
    await ports.saved.save(saved)
    return { saved, lists }
  }

  async function listen({ saved, lists }: Up, loginKey: string, signal: AbortSignal): Promise<void> {
    if (ports.presence.held()) return
    const mine = createListening({
      ports,
      bell,
      saved,
      lists,
      clock: () => clockOffset,
      isCurrent: () => current === mine,
    })
    current = mine
    const { why, detail } = await mine.run(signal).finally(() => {
      if (current === mine) current = null
    })
    if (!why) return
    if (why === 'expired' || why === 'ended-by-age') {
      if (await hasOtherCookies(mine.connected.saved)) return
      if (await renewal.renew({ account: saved.tickets.uin, loginKey }, signal)) return
    }
    await lose(why, detail, loginKey)
  }

  /** The jar has cookies of another login by now: they are the ones that count, and no loss has to be told. */
  async function hasOtherCookies(saved: SavedLogin): Promise<boolean> {
    return (await ports.cookies.get('p_skey')) !== null && !(await isStillIn(ports, saved))
  }

  /** These cookies are no good any more, or the user wants no more of them: they start no other login by themselves. */
  async function lose(why: LostWhy, detail: string | null, loginKey: string | null): Promise<void> {
    await ports.saved.clear()
    await ports.lost.save({ why, detail, loginKey: loginKey === null ? null : await epochOf('lost', loginKey) })
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
      current = null
      await signOutAtService(ports)
      // Somebody who was quick may have scanned again while the service was told.
      if ((await ports.cookies.get('p_skey')) === loginKey) await ports.cookies.forget()
      bell.ring()
    },
    async tryAgain() {
      const { why, detail } = await ports.lost.load()
      await ports.lost.save({ why, detail, loginKey: null })
      // Cookies of another scan: what the old login called people must not be used for a moment longer.
      const before = current
      if (before && !(await isStillIn(ports, before.connected.saved)) && current === before) current = null
      bell.ring()
    },
    connected: () => current?.connected ?? null,
    learnSelf: async ({ nick, face }) => current?.adopt({ nick, face }),
    async remember(change) {
      if (current) await current.keep({ ...current.connected.saved, ...change })
    },
  }
}
