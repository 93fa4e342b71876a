/** Something to wait for that others ring. A ring that nobody waits for is remembered once. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, at once if one was missed, after `timeoutMs`, or when `signal` aborts. Never rejects. */
  wait(signal: AbortSignal, timeoutMs?: number): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(signal, timeoutMs) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
          signal.addEventListener('abort', wake, { once: true })
        })
      }
      rung = false
    },
  }
}
