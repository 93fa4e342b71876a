import { troubleOf } from './answer.ts'
import { WireError } from './errors.ts'
import type { WireWords } from './return-codes/words.ts'
import { sessionWorks } from './session-test.ts'
import type { PollEnd, PollParts, PollTrouble } from './poller.ts'

/** Go on polling, or end. */
export type PollStep = 'again' | PollEnd

/**
 * What is done about a session that seems dead, in order: ask get_online_buddies2 (which also cures a 103 straight
 * after login2), log in again with the same cookies, ask once more, give up. Each rung is tried once; a poll that
 * works brings us back to the ground. A rung that nobody answers is no verdict: it is tried again for as long as it
 * takes, and the login is kept.
 * @param pause waits before a rung is tried again, telling the user; without a length longer each time
 */
export function createLadder(
  parts: Pick<PollParts, 'testSession' | 'relink' | 'mayPoll'>,
  pause: (kind: PollTrouble['kind'], reason?: { ms?: number; words?: WireWords }) => Promise<void>,
  signal: AbortSignal,
) {
  let isTested = false
  let isRelinked = false

  /** Whether the session works, or the trouble because of which nobody knows. */
  async function test(): Promise<boolean | PollTrouble['kind']> {
    try {
      return await sessionWorks(async () => parts.testSession(signal))
    } catch (error) {
      return troubleIfWire(error)
    }
  }

  async function relink(): Promise<PollStep> {
    if (isRelinked) return 'login-lost'
    for (;;) {
      if (signal.aborted) return 'aborted'
      if (!parts.mayPoll()) return 'handed-over'
      const answer = await parts.relink(signal).catch(troubleIfWire)
      if (typeof answer === 'string') await pause(answer)
      else if (answer.kind === 'later') {
        const { retryAfterMs: ms, words } = answer
        await pause('server', { ...(ms === undefined ? {} : { ms }), ...(words ? { words } : {}) })
      } else if (answer.kind === 'scan-again') return signal.aborted ? 'aborted' : 'login-lost'
      else {
        isRelinked = true
        isTested = false
        return 'again'
      }
    }
  }

  async function climb(): Promise<PollStep> {
    if (!isTested) {
      const works = await test()
      if (typeof works === 'string') await pause(works)
      else isTested = true
      if (works !== false) return 'again'
    }
    return relink()
  }

  function reset() {
    isTested = false
    isRelinked = false
  }

  return { test, relink, climb, reset }
}

/** A call without an answer, as the trouble it is. Any other error is not ours to handle. */
function troubleIfWire(error: unknown): PollTrouble['kind'] {
  if (error instanceof WireError) return troubleOf(error.answer)
  throw error
}
