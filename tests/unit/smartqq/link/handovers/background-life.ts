import { createPages } from '../../../../../entrypoints/background/pages.ts'
import type { LoginId } from '../../../../../lib/backend.ts'
import type { Handle } from '../../../../../lib/chat/handle.ts'
import { createSmartqqBackend } from '../../../../../lib/smartqq/link/backend.ts'
import { createConnection } from '../../../../../lib/smartqq/link/connection.ts'
import type { KnownPage } from '../../../../../lib/smartqq/link/page-line.ts'
import type { LinkPorts, LinkState, LoginCookie, Lost } from '../../../../../lib/smartqq/link/ports.ts'
import type { SavedLogin } from '../../../../../lib/smartqq/link/saved-login.ts'
import { NetworkError } from '../../../../../lib/smartqq/wire/errors.ts'
import type { EndpointName } from '../../../../../lib/smartqq/wire/endpoints.ts'
import type { Dice } from './dice.ts'
import type { MemoryService } from './memory-service.ts'

/** What survives a worker. */
export interface Disk {
  saved: SavedLogin | null
  lost: Lost
  seen: { loginKey: string; at: number } | null
  pages: Map<number, KnownPage>
  journal: { account: string; epoch: string; items: unknown[]; source: 'page' | 'background' }[]
  answered: Set<number>
  rows: { to: Handle; text: string; state: string; besidePage?: boolean }[]
  userSent: { account: string; number: number; outcome: string }[]
}

export function emptyDisk(): Disk {
  const lost: Lost = { why: 'never', detail: null, loginKey: null }
  return { saved: null, lost, seen: null, pages: new Map(), journal: [], answered: new Set(), rows: [], userSent: [] }
}

export interface LifeWorld {
  dice: Dice
  service: MemoryService
  disk: Disk
  mayListenForStopped(): boolean
  /** Told before each login2 and poll2 that the background starts. */
  starts(endpoint: EndpointName): void
  told(state: LinkState): void
}

/** How often a worker looks whether a reply can go out, ms. */
const DISPATCH_EVERY = 10_000

/** One life of the background: its own link and its own ports, over a disk that it shares with the lives before. */
export function startLife(world: LifeWorld) {
  const { service, disk } = world
  const over = new AbortController()
  const never = new Promise<never>(() => {})
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms)
      signal.addEventListener('abort', () => resolve())
    })
  /** A worker that has died neither does anything nor hears what became of it. */
  const living =
    <Given extends unknown[], Result>(work: (...given: Given) => Result) =>
    async (...given: Given): Promise<Awaited<Result>> => {
      if (over.signal.aborted) await never
      const result = await work(...given)
      if (over.signal.aborted) await never
      return result
    }

  const pages = createPages({
    oldTabs: { load: async () => [], save: async () => undefined, isBrowserStart: () => false },
    side: living(() => connection.page),
    journal: living(async (login, items) => {
      await sleep(world.dice.between(0, world.dice.chance(0.5) ? 60 : 4), over.signal)
      if (over.signal.aborted) await never
      write(login, items, 'page')
    }),
    userSends: living(() => undefined),
    stateChosen: living(() => undefined),
    userSent: living((_login, { to, number, outcome }) => {
      disk.userSent.push({ account: to.account, number, outcome: outcome.kind })
    }),
    known: {
      load: living((tab: number) => disk.pages.get(tab) ?? null),
      save: living((tab: number, known: KnownPage) => void disk.pages.set(tab, known)),
    },
    health: () => undefined,
    otherStore: () => undefined,
    changed: () => connection.nudge(),
  })

  const transport: LinkPorts['transport'] = living(async ({ endpoint, method, url, body, timeoutMs }, signal) => {
    if (endpoint === 'poll' || endpoint === 'login2') world.starts(endpoint)
    const gone = AbortSignal.any([signal, over.signal])
    const aborted = new Promise<null>((resolve) => {
      if (gone.aborted) resolve(null)
      gone.addEventListener('abort', () => resolve(null))
    })
    const overdue = sleep(timeoutMs, gone).then(() => null)
    const asked = sleep(world.dice.between(5, 200), gone).then(() =>
      gone.aborted ? null : service.ask({ url, method, body, viaPage: false, gone }),
    )
    const answer = await Promise.race([asked, aborted, overdue])
    if (!answer) throw new NetworkError(endpoint, 'no reply')
    return { status: answer.status, body: answer.text, serverAt: null, redirected: false }
  })

  const connection = createConnection({
    transport,
    lease: pages.lease,
    mayListenForStopped: living(() => world.mayListenForStopped()),
    cookies: {
      get: living((name: LoginCookie) => service.jar.get(name) || null),
      forget: living(() => {
        for (const name of ['uin', 'skey', 'ptwebqq', 'p_skey', 'pt4_token']) service.jar.delete(name)
      }),
      putPtwebqq: living((value: string) => void service.jar.set('ptwebqq', value)),
    },
    hasSiteAccess: living(() => true),
    saved: {
      load: living(() => disk.saved),
      save: living((saved: SavedLogin) => {
        disk.saved = saved
      }),
      clear: living(() => {
        disk.saved = null
      }),
    },
    lost: {
      load: living(() => disk.lost),
      save: living((lost: Lost) => {
        disk.lost = lost
      }),
    },
    seen: {
      load: living(() => disk.seen),
      save: living((seen: { loginKey: string; at: number }) => {
        disk.seen = seen
      }),
    },
    isDeviceOnline: () => true,
    endsSoon: () => undefined,
    journal: living((login, items) => write(login, items, 'background')),
    cameUp: () => void dispatch(),
    relinked: () => undefined,
    tell: world.told,
    now: Date.now,
    sleep: living(sleep),
  })
  const backend = createSmartqqBackend(connection, { skey: async () => null, sleep: living(sleep) })

  /** On disk, and then decided about: each question is answered once, in its own login. */
  function write(login: LoginId, items: unknown[], source: 'page' | 'background'): void {
    disk.journal.push({ account: login.account, epoch: login.epoch, items, source })
    for (const item of items as { value: { content: unknown[]; from_uin: number; msg_id: number } }[]) {
      const { content, from_uin: number, msg_id: id } = item.value
      if (disk.answered.has(id)) continue
      disk.answered.add(id)
      disk.rows.push({
        to: { ...login, kind: 'person', number },
        text: String(content[1]).replace('问', '答'),
        state: 'pending',
      })
    }
    void dispatch()
  }

  let isDispatching = false
  async function dispatch(): Promise<void> {
    if (isDispatching || over.signal.aborted) return
    isDispatching = true
    for (;;) {
      const epoch = backend.login()?.epoch
      const row = disk.rows.find(({ state, to }) => state === 'pending' && to.epoch === epoch)
      if (!row) break
      row.state = 'sending'
      row.besidePage = pages.lease.held()
      const outcome = await backend.send(row.to, [{ type: 'text', text: row.text }], over.signal)
      row.state = outcome.kind
    }
    isDispatching = false
  }

  function look(): void {
    if (over.signal.aborted) return
    void dispatch()
    setTimeout(look, DISPATCH_EVERY)
  }

  async function start(): Promise<void> {
    for (const row of disk.rows) if (row.state === 'sending') row.state = 'uncertain'
    await pages.settle()
    if (over.signal.aborted) return
    look()
    await connection.run(over.signal)
  }

  return {
    start,
    connected: pages.connected,
    isAlive: () => !over.signal.aborted,
    /** A login cookie has come into the jar. */
    loginCookie() {
      pages.lease.expectPage()
      void connection.tryAgain()
    },
    wake: () => connection.nudge(),
    die: () => over.abort(),
  }
}

export type Life = ReturnType<typeof startLife>
