import { sleep } from '../../lib/time.ts'

/**
 * Gathers calls that come close together: `work` runs once, `ms` after the first of them, and once more when somebody
 * has called while it ran. Never two at a time. A failure is told, and the next call tries again.
 */
export function createSoon(ms: number, work: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let isWanted = false
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    while (isWanted) {
      if (ms > 0) await sleep(ms)
      isWanted = false
      try {
        await work()
      } catch (error) {
        failed(error)
      }
    }
    isRunning = false
  }

  return () => {
    isWanted = true
    if (!isRunning) void run()
  }
}
