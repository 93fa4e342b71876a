let last = 0
const held = new Map<number, object>()

/**
 * Asks something of a handle of the private file system, and holds on to the handle until the answer is there. Chromium
 * forgets a question when the handle it was asked of is collected meanwhile: its promise never settles, and whoever awaits
 * it waits for ever. A handle that nobody names again after the question is free to be collected.
 */
export function askHeld<Handle extends object, Answer>(
  handle: Handle,
  ask: (handle: Handle) => Promise<Answer>,
): Promise<Answer> {
  const key = last++
  held.set(key, handle)
  return ask(handle).finally(() => held.delete(key))
}
