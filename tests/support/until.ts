/** Pause between two looks at a condition, ms; and the longest one. */
const STEP = 40
const LONGEST_STEP = 100
/** A look is work for the browser: who has waited for long looks less often, and loses at most this part of the time. */
const LOST = 1 / 20

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** What a condition may answer while it is not there yet. */
type NotYet = undefined | null | false | 0 | ''

/**
 * Looks at a condition until it holds, and gives what it found. A look that throws counts as "not yet", so that a page
 * which is just being replaced is simply looked at again.
 * @param what The condition in words, for the error.
 * @throws {Error} When `timeout` ms have passed; carries the words of the last look that failed.
 */
export async function until<T>(
  what: string,
  look: () => T | NotYet | Promise<T | NotYet>,
  timeout = 10_000,
): Promise<T> {
  const from = Date.now()
  const deadline = from + timeout
  let last: unknown
  for (;;) {
    try {
      const found = await withDeadline(look(), deadline)
      if (found) return found
      last = undefined
    } catch (error) {
      last = error
    }
    if (Date.now() >= deadline) {
      const why = last instanceof Error ? `\nThe last look failed: ${last.message}` : ''
      throw new Error(`Waited ${timeout} ms in vain for ${what}.${why}`, { cause: last })
    }
    await pause(Math.min(Math.max(STEP, (Date.now() - from) * LOST), LONGEST_STEP))
  }
}

/** A look that never answers (a worker that has died) must not outlive the deadline either. */
async function withDeadline<T>(value: T | Promise<T>, deadline: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), Math.max(deadline - Date.now(), STEP))
  })
  try {
    return await Promise.race([value, late])
  } finally {
    clearTimeout(timer)
  }
}
