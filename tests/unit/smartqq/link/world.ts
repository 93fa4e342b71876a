import { expect, vi } from 'vitest'
import type { LinkPorts, LinkState, LoginCookie, Lost } from '../../../../lib/smartqq/link/ports.ts'
import { createConnection } from '../../../../lib/smartqq/link/connection.ts'
import { createLease } from '../../../../lib/smartqq/link/lease.ts'
import { createPageLine } from '../../../../lib/smartqq/link/page-line.ts'
import type { KnownPage } from '../../../../lib/smartqq/link/page-line.ts'
import type { LoginId, UserSending, UserSent } from '../../../../lib/backend.ts'
import type { PagePart } from '../../../../lib/ports.ts'
import type { SavedLogin } from '../../../../lib/smartqq/link/saved-login.ts'
import { scriptedService } from './scripted-service.ts'

export const NOON = 1_790_000_000_000

/** Waits until the condition holds. */
export const soon = (look: () => void) => vi.waitFor(look, { interval: 2 })

type Script = Parameters<typeof scriptedService>[0]

/** What a worker that died has left in storage: hand in its whole world. */
interface Stored {
  saved?: SavedLogin | null
  lost?: Lost
  seen?: { loginKey: string; at: number } | null
  pages?: Map<number, KnownPage>
}

/** The service, the browser and the page as the link sees them. Time stands still unless a test moves it. */
export function linkWorld(script: Script = {}, stored: Stored = {}) {
  const service = scriptedService(script)
  const stop = new AbortController()
  let later: { at: number; run: () => void }[] = []
  const world = {
    service,
    stop,
    now: NOON,
    siteAccess: true,
    cookies: { p_skey: 'key-1', uin: 'o0000010001' } as Partial<Record<LoginCookie, string>>,
    saved: stored.saved ?? null,
    lost: stored.lost ?? ({ why: 'never', detail: null, loginKey: null } as Lost),
    seen: stored.seen ?? null,
    deviceOnline: true,
    mayListenForStopped: true,
    pages: stored.pages ?? new Map<number, KnownPage>(),
    /** What a page's polls brought. */
    heard: [] as { account: string; epoch: string; items: unknown[]; serverAt: number | null }[],
    /** Until then nothing that a page brought is on disk. */
    onDisk: Promise.resolve(),
    userSends: [] as { login: LoginId; sending: UserSending }[],
    userSent: [] as { login: LoginId; sent: UserSent }[],
    statesChosen: [] as { login: LoginId; state: string }[],
    broken: [] as PagePart[][],
    /** Ends that the user was told of, ms. */
    announced: [] as number[],
    journalled: [] as { account: string; epoch: string; items: unknown[]; serverAt: number | null }[],
    told: [] as LinkState[],
    ups: [] as AbortSignal[],
    relinks: 0,
    saves: 0,
  }
  const lease = createLease({
    now: () => world.now,
    later: (ms, run) => void later.push({ at: world.now + ms, run }),
    changed: () => connection.nudge(),
  })
  const ports: LinkPorts = {
    transport: service.transport,
    lease,
    mayListenForStopped: async () => world.mayListenForStopped,
    cookies: {
      get: async (name) => world.cookies[name] || null,
      async forget() {
        world.cookies = {}
      },
      async putPtwebqq(value) {
        world.cookies.ptwebqq = value
      },
    },
    hasSiteAccess: async () => world.siteAccess,
    saved: {
      load: async () => world.saved,
      async save(login) {
        world.saves++
        world.saved = login
      },
      async clear() {
        world.saved = null
      },
    },
    lost: {
      load: async () => world.lost,
      async save(lost) {
        world.lost = lost
      },
    },
    seen: {
      load: async () => world.seen,
      async save(seen) {
        world.seen = seen
      },
    },
    isDeviceOnline: () => world.deviceOnline,
    endsSoon: (endsAt) => void world.announced.push(endsAt),
    async journal(login, items, serverAt) {
      world.journalled.push({ ...login, items, serverAt })
    },
    cameUp: (signal) => void world.ups.push(signal),
    relinked: () => void world.relinks++,
    tell: (state) => void world.told.push(state),
    now: () => world.now,
    sleep: async () => {},
  }
  const connection = createConnection(ports)
  const line = createPageLine({
    lease,
    side: async () => connection.page,
    async journal(login, items, serverAt) {
      world.heard.push({ ...login, items, serverAt })
      await world.onDisk
    },
    userSends: async (login, sending) => void world.userSends.push({ login, sending }),
    userSent: async (login, sent) => void world.userSent.push({ login, sent }),
    stateChosen: async (login, state) => void world.statesChosen.push({ login, state }),
    known: {
      load: async (tab) => world.pages.get(tab) ?? null,
      save: async (tab, known) => void world.pages.set(tab, known),
    },
    health: (broken) => void world.broken.push(broken),
    now: () => world.now,
    later: (ms, run) => void later.push({ at: world.now + ms, run }),
  })
  let running: Promise<void> | undefined

  function start(): void {
    running = connection.run(stop.signal)
  }

  return Object.assign(world, {
    ports,
    lease,
    line,
    connection,
    state: () => world.told.at(-1),
    start,
    /** Runs until a poll is open. */
    async online() {
      start()
      await soon(() => expect(service.polling()).toBe(1))
    },
    async end() {
      stop.abort()
      await running
    },
    /** Lets time pass for the lease. */
    pass(ms: number) {
      const until = world.now + ms
      for (;;) {
        const next = later.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
        if (!next) break
        later = later.filter((other) => other !== next)
        world.now = Math.max(world.now, next.at)
        next.run()
      }
      world.now = until
    },
    /** Lets the time pass that a page that went has for coming back. */
    pageGraceOver() {
      this.pass(5_000)
    },
  })
}

export type LinkWorld = ReturnType<typeof linkWorld>
