import { dispatch } from '../outbox/dispatcher.ts'
import type { OutboxParts } from '../outbox/outbox-parts.ts'
import { settleInterrupted } from '../outbox/settle.ts'

/** Sends what is due, for as long as there is something; one dispatcher at a time. */
export interface Sending {
  /** What waits is looked at again, also when it is not due yet. */
  wake(): void
  /** What a death left behind is settled, once in a life and before anything is sent. @throws {ArchiveError} */
  settle(): Promise<void>
}

/** @param failed storage, or our own code, failed in the middle of sending */
export function createSending(outbox: OutboxParts & { failed(error: unknown): void }, signal: AbortSignal): Sending {
  let waking = new AbortController()
  let dispatching: Promise<void> | undefined
  let wanted = false
  /** A page may report messages before anybody has settled: what is on its way by then is not what a death left behind. */
  let settled: Promise<void> | undefined

  const parts: OutboxParts = {
    ...outbox,
    async sleep(ms, abort) {
      if (!wanted) await outbox.sleep(ms, AbortSignal.any([abort, waking.signal]))
      // Whoever has slept looks again: that is all that was wanted.
      wanted = false
    },
  }

  function settle(): Promise<void> {
    settled ??= settleInterrupted(parts).catch((error: unknown) => {
      settled = undefined
      throw error
    })
    return settled
  }

  async function dispatchWhileWanted(): Promise<void> {
    try {
      while (wanted) {
        wanted = false
        await settle()
        await dispatch(parts, signal)
      }
    } catch (error) {
      // Nothing is on its way here: what still looks so could not be written down when it ended.
      settled = undefined
      outbox.failed(error)
    } finally {
      // In the same step as the last look at `wanted`, so that no call falls between the two.
      dispatching = undefined
    }
  }

  return {
    wake() {
      wanted = true
      // Whoever waits for the next row to be due looks again.
      waking.abort()
      waking = new AbortController()
      dispatching ??= dispatchWhileWanted()
    },
    settle,
  }
}
