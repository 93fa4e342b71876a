import type { Rule } from './rule.ts'
import { MAX_DELAY } from './rule.ts'

/** Characters after which a longer text takes no longer. */
const LONG = 100
const UNIT = 50

/**
 * How long after the decision a reply goes out, ms: what the rule says, drawn between its two ends; else `usual`, longer for
 * longer texts as a person takes longer to write them, and a little by chance. Never longer than a message stays fresh.
 * @param luck - From 0 up to 1.
 */
export function delayOf(delay: Rule['reply']['delay'], usual: number, text: string, luck: number): number {
  if (delay) {
    const least = Math.min(delay.fromMs, delay.toMs)
    return Math.round(least + luck * (Math.max(delay.fromMs, delay.toMs) - least))
  }
  const length = Math.min(LONG, Array.from(text).length)
  return Math.min(MAX_DELAY, Math.round(usual + (usual * length) / UNIT + (luck * usual) / 2))
}
