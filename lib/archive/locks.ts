/**
 * Locks between all contexts of the extension, by name. A browser that has none here (a frame of a page that came over http, to
 * Firefox) does without: transactions keep every message once, the locks only spare work.
 */
const locks = (): LockManager | undefined => globalThis.navigator?.locks

/** Whether this browser has locks here: without them nobody can tell whether somebody else is still at something. */
export function hasLocks(): boolean {
  return locks() !== undefined
}

/** Waits for its turn; `onWait` is told first when somebody else has it. Gives up when `signal` says so before `body` has begun. */
export async function withLock<Value>(
  name: string,
  body: () => Promise<Value>,
  { onWait, signal }: { onWait?: () => Promise<void>; signal?: AbortSignal } = {},
): Promise<Value> {
  const release = (await tryLock(name)) ?? (await waitFor())
  try {
    signal?.throwIfAborted()
    return await body()
  } finally {
    await release()
  }

  async function waitFor(): Promise<Release> {
    await onWait?.()
    return await holdLock(name, signal ? { signal } : {})
  }
}

/** Lets go of a lock; resolves when somebody else can have it. */
export type Release = () => Promise<void>

/** Held until the function it resolves with is called, or the context is gone. Null when somebody else has it. */
export async function tryLock(name: string): Promise<Release | null> {
  return await hold(name, { ifAvailable: true })
}

/** As `tryLock`, but waits for its turn; `shared` with others who share it. Gives up when `signal` says so. */
export async function holdLock(name: string, options: Pick<LockOptions, 'mode' | 'signal'> = {}): Promise<Release> {
  return (await hold(name, options)) ?? nothingHeld
}

/** Whether those who have a lock share it. */
export async function isShared(name: string): Promise<boolean> {
  const { held = [] } = (await locks()?.query()) ?? {}
  return held.some((lock) => lock.name === name && lock.mode === 'shared')
}

const nothingHeld: Release = () => Promise.resolve()

async function hold(name: string, options: LockOptions): Promise<Release | null> {
  const manager = locks()
  if (!manager) return nothingHeld
  const granted = Promise.withResolvers<boolean>()
  const end = Promise.withResolvers<void>()
  const held = manager.request(name, options, async (lock) => {
    granted.resolve(lock !== null)
    if (lock) await end.promise
  })
  // A refused request is told by whom waits for the lock.
  held.catch(granted.reject)
  if (!(await granted.promise)) return null
  return async () => {
    end.resolve()
    await held
  }
}

/** Names of the locks of an archive. */
export function lockNames(archive: string): { layout: string; import: string } {
  return {
    /** Whoever moves or deletes messages that are there; shared by those who read all of them as they are. */
    layout: `${archive}/layout`,
    /** Whoever writes parts of blocks whose heads come later, or takes an import back. */
    import: `${archive}/import`,
  }
}
