import type { LoginId } from '../../backend.ts'
import { log } from '../../log.ts'
import { SECOND } from '../../time.ts'
import type { Client } from '../wire/client.ts'
import { createClient } from '../wire/client.ts'
import { MalformedReplyError, NetworkError, RefusedError, WireError } from '../wire/errors.ts'
import { kickReason } from '../wire/kick.ts'
import { login, relink } from '../wire/login.ts'
import { poll } from '../wire/poller.ts'
import type { PollEnd } from '../wire/poller.ts'
import type { Tickets } from '../wire/session.ts'
import { createBell } from './bell.ts'
import type { LinkPorts, LostWhy } from './ports.ts'
import { epochOf, firstMsgId } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

/** First and longest pause after a login that got no answer. */
const RETRY_FIRST = 2 * SECOND
const RETRY_MAX = 60 * SECOND

/** The login that is up, with what a call needs. */
export interface Connected {
  saved: SavedLogin
  client: Client
  /** The lists as the login brought them; null after a restart, and each that did not come. Taken by the first asker. */
  lists: Lists | null
  /** Server clock minus ours, ms. */
  clockOffset(): number
}

/** What the lists of a login brought; undefined where a list did not come. */
export interface Lists {
  friends: Awaited<ReturnType<Client['friends']>> | undefined
  groups: Awaited<ReturnType<Client['groups']>> | undefined
  discusses: Awaited<ReturnType<Client['discusses']>> | undefined
}

type Up = Pick<Connected, 'saved' | 'lists'>

/** The SmartQQ side of the background: logs in, polls, hands over to the page and takes over from it. */
export interface Connection {
  /** Runs until `signal` aborts. @throws only what storage throws: then nothing was lost that was written */
  run(signal: AbortSignal): Promise<void>
  /** Looks again: cookies, presence or site access may have changed. */
  nudge(): void
  /** The user wants another try, also with cookies that were refused. */
  tryAgain(): Promise<void>
  /** Ends the login: stops the poll, forgets the tickets and the login cookies. */
  signOut(): Promise<void>
  connected(): Connected | null
  /** Keeps a changed part of the saved login (message number, group codes). */
  remember(change: Partial<Pick<SavedLogin, 'groupCodes' | 'lastMsgId' | 'lastSendAt'>>): Promise<void>
}

export function createConnection(ports: LinkPorts): Connection {
  const bell = createBell()
  let current: Connected | null = null
  let stopPolling: AbortController | undefined
  /** Null until a reply has told. */
  let clockOffset: number | null = null

  /** A transport that learns the server's clock from every reply on the way, and leaves login2 to a page that came. */
  const transport: LinkPorts['transport'] = async (request, signal) => {
    if (request.endpoint === 'login2' && ports.presence.held()) throw new NetworkError('login2', 'a page logs in')
    const reply = await ports.transport(request, signal)
    // The header has whole seconds, so on average it is half a second behind.
    if (reply.serverAt !== null) clockOffset = reply.serverAt + SECOND / 2 - ports.now()
    return reply
  }

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
      const kept = await keptLogin(loginKey)
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
        const up = kept ? { saved: kept, lists: null } : await logIn(loginKey, signals)
        if (!up || signals.aborted) continue
        retry = RETRY_FIRST
        const { why, detail } = await listen(up, signals)
        if (why) await lose(why, detail, loginKey)
      } catch (error) {
        if (!(error instanceof WireError)) throw error
        if (signals.aborted || ports.presence.held()) continue
        log('login got no answer', { call: error.endpoint, kind: error.name })
        const why = error instanceof MalformedReplyError ? 'strange-reply' : 'network'
        ports.tell({ state: 'offline', account: null, nick: null, why, retryAt: ports.now() + retry })
        await bell.wait(signal, retry)
        retry = Math.min(2 * retry, RETRY_MAX)
      }
    }
  }

  /** The login that was saved, if the cookies in the jar are still its own; otherwise it is forgotten. */
  async function keptLogin(loginKey: string | null): Promise<SavedLogin | null> {
    const saved = await ports.saved.load()
    if (!saved || !loginKey) return saved
    if (await isKeyOf(saved, loginKey)) return saved
    await ports.saved.clear()
    return null
  }

  /** Whether the cookies in the jar are still those of this login. */
  async function isItsKey(saved: SavedLogin): Promise<boolean> {
    const loginKey = await ports.cookies.get('p_skey')
    return loginKey !== null && (await isKeyOf(saved, loginKey))
  }

  async function logIn(loginKey: string, signal: AbortSignal): Promise<Up | null> {
    const [ptwebqq, uinCookie] = await Promise.all([ports.cookies.get('ptwebqq'), ports.cookies.get('uin')])
    ports.tell({ state: 'connecting', account: null })
    const result = await login(transport, { ptwebqq, uinCookie }, ports.now, signal)
    if (result.kind === 'refused') {
      log('login refused', { code: result.code, why: result.why })
      const mayPass = result.why === 'overload' || result.why === 'blocked'
      await lose(mayPass ? 'refused' : 'expired', String(result.code), loginKey)
      return null
    }
    // Cookies of another scan have come meanwhile: nobody knows which of the two this login belongs to.
    if ((await ports.cookies.get('p_skey')) !== loginKey) return null
    const account = String(result.tickets.uin)
    ports.tell({ state: 'connecting', account })
    const { tickets, lists } = await beginSession(result.tickets, signal)
    const now = ports.now()
    const saved: SavedLogin = {
      version: 1,
      tickets,
      epoch: await epochOf(account, loginKey),
      since: now,
      groupCodes: {},
      lastMsgId: firstMsgId(now),
      lastSendAt: 0,
      clockOffset: clockOffset ?? 0,
    }
    await ports.saved.save(saved)
    return { saved, lists }
  }

  /**
   * What the page does between login2 and its first poll, in its order: lists and own profile, then
   * get_online_buddies2 and get_recent_list2. Without them the first poll answers 103 (pandolia/qqbot, Yinzo #38). A
   * login whose lists do not come is still a login: they are asked for again later.
   */
  async function beginSession(tickets: Tickets, signal: AbortSignal): Promise<{ tickets: Tickets; lists: Lists }> {
    const client = createClient(transport, () => tickets, ports.now)
    const [friends, groups, discusses, self] = await Promise.all([
      client.friends(signal).catch(unlessNotWire),
      client.groups(signal).catch(unlessNotWire),
      client.discusses(signal).catch(unlessNotWire),
      client.selfInfo(signal).catch(unlessNotWire),
    ])
    await client.online(signal).catch(unlessNotWire)
    await client.recent(signal).catch(unlessNotWire)
    return {
      tickets: self ? { ...tickets, face: self.face, nick: self.nick } : tickets,
      lists: { friends, groups, discusses },
    }
  }

  /** Polls until something ends it. Resolves with why the login is lost (null when it is not) and the service's words. */
  async function listen(
    { saved, lists }: Up,
    signal: AbortSignal,
  ): Promise<{ why: LostWhy | null; detail: string | null }> {
    let detail: string | null = null
    if (ports.presence.held()) return { why: null, detail }
    const client = createClient(transport, () => mine.saved.tickets, ports.now)
    const mine: Connected = { saved, client, lists, clockOffset: () => clockOffset ?? saved.clockOffset }
    current = mine
    const id: LoginId = { account: String(saved.tickets.uin), epoch: saved.epoch }
    const who = { account: id.account, nick: saved.tickets.nick }
    const online = () => ports.tell({ state: 'online', ...who, since: saved.since })
    online()
    const over = new AbortController()
    ports.cameUp(AbortSignal.any([signal, over.signal]))
    try {
      const end = await poll(
        {
          transport,
          tickets: () => mine.saved.tickets,
          adopt: async (change) => keep({ ...mine.saved, tickets: { ...mine.saved.tickets, ...change } }),
          testSession: (inner) => client.online(inner).then(() => true, unlessRefused),
          relink: async (inner) => {
            // With the cookies of another scan it would be a new login under an old name, whose numbers mean others.
            if (!(await isItsKey(mine.saved))) return 'scan-again'
            const result = await relink(transport, mine.saved.tickets, inner)
            if (result.kind === 'in') await keep({ ...mine.saved, tickets: result.tickets })
            return result.kind
          },
          keep: (items, serverAt) => {
            detail = kickReason(items)
            return ports.journal(id, items, serverAt)
          },
          mayPoll: () => !ports.presence.held() && current === mine,
          onTrouble: (trouble) =>
            trouble ? ports.tell({ state: 'offline', ...who, why: trouble.kind, retryAt: trouble.retryAt }) : online(),
          now: ports.now,
          sleep: ports.sleep,
          pause: (ms, inner) => bell.pause(inner, ms),
        },
        signal,
      )
      log('poll ended', { end })
      return { why: LOST[end], detail }
    } finally {
      over.abort()
      if (current === mine) current = null
    }
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

  async function keep(changed: SavedLogin): Promise<void> {
    const saved = { ...changed, clockOffset: clockOffset ?? changed.clockOffset }
    if (current) current.saved = saved
    await ports.saved.save(saved)
  }

  return {
    run,
    nudge() {
      bell.ring()
      void stopWithoutAccess()
    },
    async signOut() {
      const loginKey = await ports.cookies.get('p_skey')
      await lose('signed-out', null, loginKey)
      // Whether or not the jar lets go of them, nothing listens with these cookies any more.
      stopPolling?.abort()
      current = null
      await ports.cookies.forget()
      bell.ring()
    },
    async tryAgain() {
      const { why, detail } = await ports.lost.load()
      await ports.lost.save({ why, detail, loginKey: null })
      // Cookies of another scan: what the old login called people must not be used for a moment longer.
      const before = current
      if (before && !(await isItsKey(before.saved)) && current === before) current = null
      bell.ring()
    },
    connected: () => current,
    async remember(change) {
      if (current) await keep({ ...current.saved, ...change })
    },
  }
}

const LOST: Record<PollEnd, LostWhy | null> = {
  aborted: null,
  'handed-over': null,
  'login-lost': 'expired',
  elsewhere: 'elsewhere',
  kicked: 'kicked',
}

async function isKeyOf({ epoch, tickets }: SavedLogin, loginKey: string): Promise<boolean> {
  return epoch === (await epochOf(String(tickets.uin), loginKey))
}

/** A step of the login that may fail without ending it. */
function unlessNotWire(error: unknown): undefined {
  if (!(error instanceof WireError)) throw error
  log('step skipped', { call: error.endpoint, kind: error.name })
}

/** A session test that was refused is an answer; anything else says nothing about the session. */
function unlessRefused(error: unknown): false {
  if (error instanceof RefusedError) return false
  throw error
}
