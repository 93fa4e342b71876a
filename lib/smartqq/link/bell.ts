/** Something to wait for that others ring. A ring that nobody waits for is remembered once. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, at once if one was missed, after `timeoutMs`, or when `signal` aborts. Never rejects. */
  wait(signal: AbortSignal, timeoutMs?: number): Promise<void>
  /** As `wait`, but only a ring from now on counts; one that was missed is forgotten. */
  pause(signal: AbortSignal, timeoutMs: number): Promise<void>
}

export function createBell(): Bell {
  let rung = false
  let wake: (() => void) | undefined
  const bell: Bell = {
    ring() {
      rung = true
      wake?.()
    },
    async wait(signal, timeoutMs) {
      if (!rung && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(timer)
            signal.removeEventListener('abort', done)
            resolve()
          }
          const timer = timeoutMs === undefined ? undefined : setTimeout(done, timeoutMs)
          wake = done
          signal.addEventListener('abort', done)
        })
      }
      rung = false
    },
    pause(signal, timeoutMs) {
      rung = false
      return bell.wait(signal, timeoutMs)
    },
  }
  return bell
}
