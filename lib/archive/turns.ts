import { isShared, lockNames, withLock } from './locks.ts'
import type { Waiting, WaitsFor } from './port.ts'

// Whoever needs both turns waits for the imports first.

/** Runs `body` when nobody writes an import or a restore; until it ends, nobody begins one. */
export async function whenNobodyImports<Value>(
  archive: string,
  waiting: Waiting | undefined,
  body: () => Promise<Value>,
): Promise<Value> {
  return await inTurn(lockNames(archive).import, () => 'import', waiting, body)
}

/** Runs `body` when nobody moves or deletes messages, and nobody reads all of them for a dump. */
export async function whenNothingChanges<Value>(
  archive: string,
  waiting: Waiting | undefined,
  body: () => Promise<Value>,
): Promise<Value> {
  const { layout } = lockNames(archive)
  return await inTurn(layout, async () => ((await isShared(layout)) ? 'dump' : 'change'), waiting, body)
}

async function inTurn<Value>(
  lock: string,
  whoHasIt: () => WaitsFor | Promise<WaitsFor>,
  { onWait, ...waiting }: Waiting = {},
  body: () => Promise<Value>,
): Promise<Value> {
  let hasWaited = false
  const run = () => {
    if (hasWaited) onWait?.(null)
    return body()
  }
  return await withLock(lock, run, {
    ...waiting,
    async onWait() {
      hasWaited = true
      onWait?.(await whoHasIt())
    },
  })
}
