import type { LoginId } from '../../backend.ts'
import { log } from '../../log.ts'
import type { Client } from '../wire/client.ts'
import { createClient } from '../wire/client.ts'
import { WireError } from '../wire/errors.ts'
import { kickReason } from '../wire/kick.ts'
import { relink } from '../wire/login.ts'
import { poll } from '../wire/poller.ts'
import type { PollEnd, PollTrouble, Relinked } from '../wire/poller.ts'
import { sessionWorks } from '../wire/session-test.ts'
import type { Tickets } from '../wire/session.ts'
import type { Bell } from './bell.ts'
import type { Lists } from './begin-session.ts'
import { endOf, endsSoon, isOld } from './login-age.ts'
import { isStillIn } from './login-jar.ts'
import type { LinkPorts, LostWhy } from './ports.ts'
import { idOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

/** The login that is up, with what a call needs. */
export interface Connected {
  saved: SavedLogin
  client: Client
  /** The lists as the login brought them; null after a restart, and each that did not come. Taken by the first asker. */
  lists: Lists | null
  /** Server clock minus ours, ms. */
  clockOffset(): number
}

/** One login, from its beginning to its end, whoever listens meanwhile. */
export interface Listening {
  connected: Connected
  id: LoginId
  who(): { account: string; nick: string }
  /**
   * Polls until something ends it. Resolves with why the login is lost (null: it is not) and the service's words.
   * @param inDoubt nobody knows whether its session still works: asked first
   */
  run(signal: AbortSignal, inDoubt: boolean): Promise<{ why: LostWhy | null; detail: string | null }>
  isPolling(): boolean
  /** Says once that the login is up. */
  comeUp(): void
  /** The login is over: who has been told that it is up stops. */
  end(): void
  /** A page came or went. */
  pageChanged(): void
  keep(saved: SavedLogin): Promise<void>
  /** Takes renewed tickets over, and shares a new `ptwebqq` with the page. */
  adopt(change: Partial<Tickets>): Promise<void>
  /** Cuts the poll off that is held now: the session is tested, and polled again at once if it works. */
  cutOff(): void
  /** Asks beside the held poll whether the session still works, and ends that poll when it does not. */
  testSoon(): Promise<void>
  /** Time has passed: says so once when the login will end soon. */
  tick(): Promise<void>
}

/** @param clock Server clock minus ours as the last reply told, ms; null until one has */
export function createListening(given: {
  ports: LinkPorts
  bell: Bell
  saved: SavedLogin
  lists: Lists | null
  clock: () => number | null
  /** Whether this is still the login that counts. */
  isCurrent(): boolean
  /** Whether no page listens, or is to. */
  mayPoll(): boolean
}): Listening {
  const { ports, bell, clock } = given
  const client = createClient(ports.transport, () => connected.saved.tickets, ports.now)
  const connected: Connected = {
    saved: given.saved,
    client,
    lists: given.lists,
    clockOffset: () => clock() ?? given.saved.clockOffset,
  }
  const id = idOf(given.saved)
  const who = () => ({ account: id.account, nick: connected.saved.tickets.nick })
  const { since } = given.saved
  const up = new AbortController()
  let isUp = false
  let isPolling = false
  let toldStopped = false
  let cut = new AbortController()
  let isTroubled = false
  let isTesting = false
  let detail: string | null = null

  async function keep(changed: SavedLogin): Promise<void> {
    connected.saved = { ...changed, clockOffset: connected.clockOffset() }
    await ports.saved.save(connected.saved)
  }

  async function adopt(change: Partial<Tickets>): Promise<void> {
    await keep({ ...connected.saved, tickets: { ...connected.saved.tickets, ...change } })
    if (change.ptwebqq === undefined) return
    await ports.cookies.putPtwebqq(change.ptwebqq).catch(() => log('ptwebqq not shared'))
  }

  const test = (signal: AbortSignal) => sessionWorks(() => client.online(signal))

  async function takeUpAgain(signal: AbortSignal): Promise<Relinked> {
    // With the cookies of another scan it would be a new login under an old name, whose numbers mean others.
    if (!(await isStillIn(ports, connected.saved))) return { kind: 'scan-again' }
    const result = await relink(ports.transport, connected.saved.tickets, signal)
    if (result.kind !== 'in') return result
    if (!(await isStillIn(ports, connected.saved))) return { kind: 'scan-again' }
    await keep({ ...connected.saved, tickets: result.tickets })
    ports.relinked(signal)
    return result
  }

  function tellOnline(): void {
    isTroubled = false
    toldStopped = ports.lease.hasStopped()
    const endsAt = endsSoon(since, ports.now()) ? { endsAt: endOf(since) } : {}
    ports.tell({ state: 'online', ...who(), since, ...endsAt, ...(toldStopped ? { pageStopped: true } : {}) })
  }

  function tellTrouble({ kind, retryAt, words }: PollTrouble): void {
    isTroubled = true
    const why = ports.isDeviceOnline() ? kind : 'device-offline'
    ports.tell({ state: 'offline', ...who(), why, retryAt, ...(words ? { words } : {}) })
  }

  const listening: Listening = {
    connected,
    id,
    who,
    keep,
    adopt,
    isPolling: () => isPolling,
    comeUp() {
      if (isUp) return
      isUp = true
      ports.cameUp(up.signal)
    },
    end: () => up.abort(),
    pageChanged() {
      if (isPolling && !isTroubled && toldStopped !== ports.lease.hasStopped()) tellOnline()
    },
    async run(signal, inDoubt) {
      isPolling = true
      detail = null
      tellOnline()
      try {
        await listening.tick()
        if (inDoubt && isUp) ports.relinked(up.signal)
        listening.comeUp()
        const end = await poll(
          {
            transport: ports.transport,
            tickets: () => connected.saved.tickets,
            adopt,
            testSession: test,
            relink: takeUpAgain,
            keep: (items, serverAt) => {
              detail = kickReason(items)
              return ports.journal(id, items, serverAt)
            },
            mayPoll: () => given.mayPoll() && given.isCurrent(),
            inDoubt,
            cutOff: () => cut.signal,
            onTrouble: (trouble) => (trouble ? tellTrouble(trouble) : tellOnline()),
            now: ports.now,
            sleep: ports.sleep,
            pause: (ms, inner) => bell.pause(inner, ms),
          },
          signal,
        )
        log('poll ended', { end })
        const why = LOST[end]
        return { why: why === 'expired' && isOld(since, ports.now()) ? 'ended-by-age' : why, detail }
      } finally {
        isPolling = false
      }
    },
    cutOff() {
      const before = cut
      cut = new AbortController()
      before.abort()
    },
    async testSoon() {
      if (isTesting) return
      isTesting = true
      try {
        if (!(await test(cut.signal))) listening.cutOff()
      } catch (error) {
        // No answer says nothing about the session; the poll itself will tell.
        if (!(error instanceof WireError)) throw error
      } finally {
        isTesting = false
      }
    },
    async tick() {
      if (!given.isCurrent() || connected.saved.isEndAnnounced || !endsSoon(since, ports.now())) return
      ports.endsSoon(endOf(since))
      if (isPolling && !isTroubled) tellOnline()
      await keep({ ...connected.saved, isEndAnnounced: true })
    },
  }
  return listening
}

const LOST: Record<PollEnd, LostWhy | null> = {
  aborted: null,
  'handed-over': null,
  'login-lost': 'expired',
  elsewhere: 'elsewhere',
  kicked: 'kicked',
}
