/** Where something was seen: by the tap at the request itself, or in the messages between page and frame. */
export type Source = 'tap' | 'envelope'

/** After this long the same text is another reply, ms. The two sources are milliseconds apart. */
const FORGOTTEN_AFTER = 20_000
const MAX_KEYS = 500

interface Seen {
  counts: Record<Source, number>
  at: number
  /** What became of each, in the order they were first seen in. */
  work: Promise<void>[]
}

/**
 * Takes what two sources report once. Which of them comes first, and whether both come at all, is nobody's promise: the
 * first is taken and the copy recognised. The same text twice from one source is two replies.
 */
export function createTwoSources(now: () => number): {
  /** Resolves when what `work` does is done, whoever's work it was. */
  once(source: Source, key: string, work: () => Promise<void>): Promise<void>
} {
  const all = new Map<string, Seen>()

  function forget(): void {
    for (const [key, { at }] of all) {
      if (all.size <= MAX_KEYS && now() - at < FORGOTTEN_AFTER) return
      all.delete(key)
    }
  }

  return {
    once(source, key, work) {
      forget()
      const seen = all.get(key) ?? { counts: { tap: 0, envelope: 0 }, at: now(), work: [] }
      const index = seen.counts[source]++
      seen.at = now()
      // The oldest come first, so that those are forgotten.
      all.delete(key)
      all.set(key, seen)
      return (seen.work[index] ??= work())
    },
  }
}
