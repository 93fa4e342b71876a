/** Where work waits while it is paused. */
export interface Gate {
  shut(): void
  open(): void
  /** Resolves when it is open; at once when it is. */
  pass(): Promise<void>
}

export function createGate(): Gate {
  let waiting: PromiseWithResolvers<void> | null = null
  return {
    shut() {
      waiting ??= Promise.withResolvers()
    },
    open() {
      waiting?.resolve()
      waiting = null
    },
    async pass() {
      if (!waiting) return
      await waiting.promise
      // Shut again before this one had its turn: it waits on.
      await this.pass()
    },
  }
}
