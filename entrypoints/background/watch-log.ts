import type { Archive, Watch } from '../../lib/archive/port.ts'
import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import { randomId } from '../../lib/random-id.ts'
import type { LinkState } from '../../lib/smartqq/link/ports.ts'
import { MINUTE } from '../../lib/time.ts'

/** How often a watch that lasts is written down again: what a sudden death can make it look shorter by. */
const WRITTEN_EVERY = MINUTE
/**
 * A worker that comes back within this goes on with the watch of the one before it: the service keeps what comes for a login
 * meanwhile, and hands it out with the next poll.
 */
const GOES_ON_WITHIN = 2 * MINUTE

/**
 * Writes down when somebody listened for messages, and who: what an export says about what it can and cannot contain.
 * A watch that was never ended is one whose browser died.
 */
export function createWatchLog(archive: Pick<Archive, 'commit' | 'watches'>): {
  /** The state of the link has changed. */
  follow(state: LinkState): void
  /** Time has passed. */
  tick(): void
} {
  const inOrder = createQueue()
  let current: Watch | null = null
  let writtenAt = 0
  /** When the background was last seen awake. */
  let awakeAt = 0

  async function write(watch: Watch): Promise<void> {
    await archive.commit({ watches: [watch] })
    writtenAt = watch.to
  }

  async function begin(who: Pick<Watch, 'account' | 'by'>, now: number): Promise<void> {
    const last = (await archive.watches(who.account)).at(-1)
    const goesOn =
      last && last.by === who.by && last.ended === null && last.to <= now && now - last.to <= GOES_ON_WITHIN
    current = goesOn ? { ...last, to: now } : { id: randomId(), ...who, from: now, to: now, ended: null }
    await write(current)
  }

  /** Ends the present watch. It is over also when that cannot be written down: then it ends where it was last written. */
  async function end(to: number, ended: Watch['ended']): Promise<void> {
    if (!current) return
    const over = { ...current, to: Math.max(current.to, to), ended }
    current = null
    await write(over)
  }

  /**
   * A computer that slept did not listen, and the service does not keep everything for as long: the watch ended when it was last
   * awake, and who listens now does so from now on.
   */
  async function mindSleep(now: number): Promise<void> {
    const before = awakeAt
    awakeAt = now
    if (!current || now - before <= GOES_ON_WITHIN) return
    const { account, by } = current
    try {
      await end(before, null)
    } finally {
      await begin({ account, by }, now)
    }
  }

  async function change(state: LinkState, now: number): Promise<void> {
    await mindSleep(now)
    // On the way to somewhere: where it leads says what it was.
    if (state.state === 'connecting') return
    const who = watcherOf(state)
    if (current && who && current.account === who.account && current.by === who.by) return
    try {
      await end(now, who ? 'handed-over' : (WHY_ENDED[state.state] ?? null))
    } finally {
      if (who) await begin(who, now)
    }
  }

  async function moveOn(now: number): Promise<void> {
    await mindSleep(now)
    // A clock that was set back says nothing.
    if (!current || now - writtenAt < WRITTEN_EVERY) return
    current = { ...current, to: now }
    await write(current)
  }

  const failed = () => log('watch not written')
  return {
    follow(state) {
      const now = Date.now()
      void inOrder(() => change(state, now)).catch(failed)
    },
    tick() {
      const now = Date.now()
      void inOrder(() => moveOn(now)).catch(failed)
    },
  }
}

function watcherOf(state: LinkState): Pick<Watch, 'account' | 'by'> | null {
  if (state.state === 'online') return { account: state.account, by: 'background' }
  return state.state === 'page' ? { account: state.account, by: 'page' } : null
}

/** Absent: a page listens whose login nobody has seen, and what it hears cannot be told to be everything. */
const WHY_ENDED: Partial<Record<LinkState['state'], Watch['ended']>> = {
  'logged-out': 'logged-out',
  'page-stopped': 'switched-off',
  blocked: 'switched-off',
  offline: 'offline',
}
