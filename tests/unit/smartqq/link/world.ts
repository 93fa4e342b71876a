import { expect, vi } from 'vitest'
import type { LinkPorts, LinkState, LoginCookie, Lost } from '../../../../lib/smartqq/link/ports.ts'
import { createConnection } from '../../../../lib/smartqq/link/connection.ts'
import { createPresence } from '../../../../lib/smartqq/link/presence.ts'
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
}

/** The service, the browser and the page as the link sees them. Time stands still unless a test moves it. */
export function linkWorld(script: Script = {}, stored: Stored = {}) {
  const service = scriptedService(script)
  const stop = new AbortController()
  const later: { ms: number; run: () => void }[] = []
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
    /** Ends that the user was told of, ms. */
    announced: [] as number[],
    journalled: [] as { account: string; epoch: string; items: unknown[]; serverAt: number | null }[],
    told: [] as LinkState[],
    ups: [] as AbortSignal[],
    relinks: 0,
    saves: 0,
  }
  const presence = createPresence({
    now: () => world.now,
    later: (ms, run) => void later.push({ ms, run }),
    changed: () => connection.nudge(),
  })
  const ports: LinkPorts = {
    transport: service.transport,
    presence,
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
  let running: Promise<void> | undefined

  function start(): void {
    running = connection.run(stop.signal)
  }

  return Object.assign(world, {
    ports,
    presence,
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
    /** Lets the time pass that a page that went has for coming back. */
    pageGraceOver() {
      world.now += 5_000
      for (const { run } of later.splice(0)) run()
    },
  })
}
