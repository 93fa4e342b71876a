/** The browser's locks, as far as exports use them: exclusive and shared ones, in the order they are asked for. */
export function createLocks(): Pick<LockManager, 'request' | 'query'> {
  const lines = new Map<string, Promise<unknown>>()
  const held = new Set<string>()

  async function request(...given: unknown[]): Promise<unknown> {
    const [name, options, work] = (given.length === 2 ? [given[0], {}, given[1]] : given) as [
      string,
      LockOptions,
      (lock: object | null) => Promise<unknown>,
    ]
    if (options.ifAvailable && held.has(name)) return await work(null)
    const before = lines.get(name) ?? Promise.resolve()
    const mine = Promise.withResolvers<void>()
    lines.set(name, Promise.all([before, mine.promise]))
    if (options.ifAvailable) held.add(name)
    else {
      await before
      held.add(name)
    }
    try {
      return await work({ name })
    } finally {
      held.delete(name)
      mine.resolve()
    }
  }

  return {
    request: request as LockManager['request'],
    query: async () => ({ held: [...held].map((name) => ({ name })), pending: [] }),
  }
}
