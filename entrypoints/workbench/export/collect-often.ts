/** Messages between two times the engine is asked: at 40,000 Firefox held half as much again, at 10,000 the asking began to cost time. */
const EVERY = 20_000
/** What is asked for, bytes. More than Firefox lets a worker take before it collects; it is never written to, so no memory is used. */
const WEIGHT = 48 * 1_024 * 1_024

/** Takes that many bytes and drops them at once. */
function takeAndDrop(bytes: number): void {
  try {
    // Looked at, or whoever makes the bundle leaves it out.
    if (new ArrayBuffer(bytes).byteLength !== bytes) throw new RangeError('Not as much as asked for')
  } catch (error) {
    // There is no room: the engine has collected all it can, which is what it was asked for.
    if (!(error instanceof RangeError)) throw error
  }
}

/**
 * Lets the engine give back what read pages held, while more are read. It counts the small strings of a message as next to nothing
 * and collects seldom: after a million messages Firefox held 180 MB more than before, and 60 MB when asked (docs/PERFORMANCE.md).
 * There is no call for it; a big buffer, taken and dropped, is what an engine counts.
 * @param ask what has it collect; another one in tests
 * @returns passes pages on as they are, and counts across all it is given
 */
export function collectOften(
  ask: (bytes: number) => void = takeAndDrop,
): <T>(pages: AsyncIterable<T[]>) => AsyncIterable<T[]> {
  let passed = 0
  return async function* (pages) {
    for await (const page of pages) {
      yield page
      passed += page.length
      if (passed < EVERY) continue
      passed = 0
      ask(WEIGHT)
    }
  }
}
