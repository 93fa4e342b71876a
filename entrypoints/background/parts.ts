import { browser } from 'wxt/browser'
import { ArchiveError } from '../../lib/archive/port.ts'
import type { Archive } from '../../lib/archive/port.ts'
import { createCompanion } from '../../lib/companion/companion.ts'
import type { Companion } from '../../lib/companion/companion.ts'
import { readControls, readPreferences, sleepingItem } from '../../lib/settings.ts'
import { createSmartqqBackend } from '../../lib/smartqq/link/backend.ts'
import { createConnection } from '../../lib/smartqq/link/connection.ts'
import type { Connection } from '../../lib/smartqq/link/connection.ts'
import { fetchTransport } from '../../lib/smartqq/link/fetch-transport.ts'
import type { Presence } from '../../lib/smartqq/link/presence.ts'
import { hostPermissions } from '../../lib/smartqq/wire/endpoints.ts'
import { SECOND, sleep } from '../../lib/time.ts'
import { decided, replyEnded } from './counts.ts'
import type { createKeepAlive } from './keep-alive.ts'
import { forgetLoginCookies, loginCookie } from './login-cookies.ts'
import { tell } from './notices.ts'
import type { RuleBook } from './rule-book.ts'
import { createStatus } from './status.ts'
import { lostLogin, savedLogin } from './stored-login.ts'

export interface Parts {
  connection: Connection
  companion: Companion
}

/** How often a full or failing disk is tried again while a poll's items wait in memory. */
const STORAGE_RETRY = 5 * SECOND

/** Builds the parts and hands them to each other. */
export function createParts(given: {
  archive: Archive
  presence: Presence
  ruleBook: RuleBook
  keepAlive: ReturnType<typeof createKeepAlive>
}): Parts {
  const { archive, ruleBook } = given
  const forever = new AbortController().signal
  const status = createStatus(given.keepAlive, given.presence)

  const connection = createConnection({
    transport: fetchTransport,
    presence: given.presence,
    cookies: { get: loginCookie, forget: forgetLoginCookies },
    hasSiteAccess: () => browser.permissions.contains({ origins: hostPermissions() }),
    saved: savedLogin,
    lost: lostLogin,
    journal: (login, items, serverAt) => untilStored(() => companion.receive(login, items, serverAt)),
    cameUp(signal) {
      void companion.cameUp(signal)
    },
    tell: status.follow,
    now: Date.now,
    sleep,
  })
  const backend = createSmartqqBackend(connection)

  const companion = createCompanion(
    {
      archive,
      backend,
      rules: ruleBook.rules,
      ruleContacts: ruleBook.contacts,
      switches: readControls,
      replyDelayMs: async () => (await readPreferences()).replyDelayMs,
      lastSendAt: async () => connection.connected()?.saved.lastSendAt ?? 0,
      rememberSend: (lastSendAt) => connection.remember({ lastSendAt }),
      decided,
      replyEnded,
      rulesSleep: (sleeping) => sleepingItem.setValue(sleeping),
      trouble: ({ code, detail }) => tell(code, detail),
      newId: () => crypto.randomUUID(),
      now: Date.now,
      localTime: (at) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
      sleep,
    },
    forever,
  )
  return { connection, companion }
}

/**
 * A poll's items exist nowhere but here until they are written, so a disk that refuses is asked again until it takes
 * them; the next poll waits, and what the server still has stays with the server.
 */
async function untilStored(write: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
      tell(error.why === 'full' ? 'storage-full' : 'storage-failed')
      await sleep(STORAGE_RETRY)
    }
  }
}
