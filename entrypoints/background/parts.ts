import { browser } from 'wxt/browser'
import { ArchiveError, ArchiveReplaced } from '../../lib/archive/port.ts'
import type { Archive } from '../../lib/archive/port.ts'
import { createCompanion } from '../../lib/companion/companion.ts'
import type { Companion } from '../../lib/companion/companion.ts'
import { log } from '../../lib/log.ts'
import { lastLoginItem, readControls, readPreferences, sleepingItem } from '../../lib/settings.ts'
import { createSmartqqBackend } from '../../lib/smartqq/link/backend.ts'
import { createConnection } from '../../lib/smartqq/link/connection.ts'
import type { Connection } from '../../lib/smartqq/link/connection.ts'
import { fetchTransport } from '../../lib/smartqq/link/fetch-transport.ts'
import type { Lease } from '../../lib/smartqq/link/lease.ts'
import type { PageLinePorts } from '../../lib/smartqq/link/page-line.ts'
import { neededPermissions } from '../../lib/smartqq/wire/endpoints.ts'
import { SECOND, sleep } from '../../lib/time.ts'
import { changeControls } from './controls.ts'
import { decided, replyEnded } from './counts.ts'
import type { KeepAlive } from './keep-alive.ts'
import { forgetLoginCookies, loginCookie, putPtwebqq } from './login-cookies.ts'
import { followLoops } from './loops.ts'
import { takeBack, tell } from './notices.ts'
import { createOwnState } from './own-state.ts'
import { createPace } from './pace.ts'
import { isRefusedAgain } from './refusals.ts'
import { createRoom } from './room.ts'
import type { RuleBook } from './rule-book.ts'
import { createStates } from './states.ts'
import { createStatus } from './status.ts'
import { storageWorks, tellStorage, tellTrouble } from './storage-notice.ts'
import { createTidy } from './tidy.ts'
import { createWatchLog } from './watch-log.ts'
import { createSavedLogin, lostLogin, seenLogin } from './stored-login.ts'

export interface Parts {
  connection: Connection
  companion: Companion
  ownState: ReturnType<typeof createOwnState>
  /** The server's clock minus ours, ms; null while nobody is logged in. */
  clockOffset(): number | null
  /** Time has passed: what is done now and then beside receiving. */
  tick(): void
  /** Where what the pages report goes. */
  pages: Pick<PageLinePorts, 'side' | 'journal' | 'userSends' | 'userSent' | 'stateChosen'>
}

/** How often a full or failing disk is tried again while a poll's items wait in memory. */
const STORAGE_RETRY = 5 * SECOND

/** Builds the parts and hands them to each other. */
export function createParts(given: {
  archive: Archive
  lease: Lease
  ruleBook: RuleBook
  keepAlive: KeepAlive
}): Parts {
  const { archive, ruleBook } = given
  const forever = new AbortController().signal
  const status = createStatus(given.keepAlive, given.lease)
  const states = createStates()
  const watchLog = createWatchLog(archive)
  const tidy = createTidy(archive)
  const room = createRoom()

  const connection = createConnection({
    transport: fetchTransport,
    lease: given.lease,
    mayListenForStopped: async () => (await readPreferences()).listenForStoppedPage,
    cookies: { get: loginCookie, forget: forgetLoginCookies, putPtwebqq },
    hasSiteAccess: () => browser.permissions.contains({ origins: neededPermissions() }),
    saved: createSavedLogin(),
    lost: lostLogin,
    seen: seenLogin,
    isDeviceOnline: () => navigator.onLine,
    endsSoon: (endsAt) => tell('login-ends-soon', String(endsAt)),
    journal: (login, items, serverAt) => untilStored(() => companion.receive(login, items, serverAt)),
    cameUp(signal) {
      void companion.cameUp(signal)
      sayOwnState(signal)
    },
    relinked: sayOwnState,
    tell(state) {
      // The login whose end was announced is over; a worker that comes back to it is online at once.
      if (state.state === 'logged-out' || state.state === 'connecting') takeBack('login-ends-soon')
      status.follow(state)
      watchLog.follow(state)
      states.follow(state)
      ownState.follow(state)
    },
    now: Date.now,
    sleep,
  })

  function sayOwnState(signal: AbortSignal): void {
    ownState.cameUp(signal).catch(() => log('own state not set again'))
  }

  const backend = createSmartqqBackend(connection, { skey: () => loginCookie('skey'), sleep })
  const ownState = createOwnState(backend)

  const companion = createCompanion(
    {
      archive,
      backend,
      ruleSet: ruleBook.ruleSet,
      ruleContacts: ruleBook.contacts,
      async switches() {
        const { autoReply, pausedUntil, stopped } = await readControls()
        return { autoReply, pausedUntil, stopped }
      },
      async presence(account) {
        const [{ away }, state] = await Promise.all([readControls(), ownState.current(account)])
        return { choice: away, ownState: state }
      },
      ...createPace(),
      decided,
      async replyEnded(row) {
        if (await isRefusedAgain(archive, row)) await stopReplies()
        await replyEnded(row)
      },
      loops: followLoops,
      rulesSleep: (sleeping) => sleepingItem.setValue(sleeping),
      lastLogin: () => lastLoginItem.getValue(),
      rememberLogin: (login) => lastLoginItem.setValue(login),
      statesTold: states.told,
      trouble: tellTrouble,
      newId: () => crypto.randomUUID(),
      now: Date.now,
      zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
      random: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
      sleep,
    },
    forever,
  )
  return {
    connection,
    companion,
    ownState,
    clockOffset: () => backend.login()?.clockOffset ?? null,
    tick() {
      watchLog.tick()
      tidy.tick()
      room.tick()
    },
    pages: {
      side: async () => connection.page,
      journal: (login, items, serverAt) => untilStored(() => companion.receive(login, items, serverAt, 'page')),
      userSends: companion.userSends,
      stateChosen: ({ account }, state) => ownState.chosenOnPage(account, state),
      userSent: (login, sent) => untilStored(() => companion.userSent(login, sent)),
    },
  }
}

/**
 * A poll's items exist nowhere but here until they are written, so a disk that refuses is asked again until it takes
 * them; the next poll waits, and what the server still has stays with the server.
 */
async function untilStored(write: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await write()
      return storageWorks()
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      if (error instanceof ArchiveReplaced) continue
      tellStorage(error)
      await sleep(STORAGE_RETRY)
    }
  }
}

/** The service has refused too much: nothing more goes out by itself until the user says so. */
async function stopReplies(): Promise<void> {
  await changeControls(({ stopped }) => (stopped ? null : { stopped: 'refused-sends' }))
  tell('replies-stopped')
}
