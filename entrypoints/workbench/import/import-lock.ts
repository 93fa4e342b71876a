/** Name of the lock that is held while an import is compared and written. */
const NAME = 'import-writing'

/**
 * Runs `write` while others can tell that messages are on their way into the archive, stamped with a time that is over when they
 * can be seen. Where the browser has no locks it just runs.
 */
export async function whileWriting<Value>(write: () => Promise<Value>): Promise<Value> {
  return await (locks()?.request(NAME, { mode: 'shared' }, write) ?? write())
}

/** Resolves when all imports that are being written now, in this tab or another, have ended, however that was. */
export async function whenNoneIsWritten(): Promise<void> {
  await locks()?.request(NAME, async () => {})
}

const locks = (): LockManager | undefined => globalThis.navigator?.locks
