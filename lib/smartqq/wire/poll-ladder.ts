import { NetworkError, WireError } from './errors.ts'
import type { PollEnd, PollParts } from './poller.ts'

/** Go on polling, or end. */
export type PollStep = 'again' | PollEnd

/**
 * What is done about a session that seems dead, in order: ask get_online_buddies2 (which also cures a 103 straight
 * after login2), log in again with the same cookies, ask once more, give up. Each rung is tried once; a poll that
 * works brings us back to the ground.
 * @param pause waits before a failed rung is tried again, telling the user
 */
export function createLadder(
  parts: Pick<PollParts, 'testSession' | 'relink' | 'mayPoll'>,
  pause: () => Promise<void>,
  signal: AbortSignal,
) {
  let isTested = false
  let isRelinked = false

  /** true or false as the service says; null when it cannot be asked. */
  async function test(): Promise<boolean | null> {
    try {
      return await parts.testSession(signal)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      return error instanceof NetworkError ? null : false
    }
  }

  async function relink(): Promise<PollStep> {
    if (isRelinked) return 'login-lost'
    for (;;) {
      if (signal.aborted) return 'aborted'
      if (!parts.mayPoll()) return 'handed-over'
      const answer = await parts.relink(signal).catch(laterIfWire)
      if (answer === 'scan-again') return signal.aborted ? 'aborted' : 'login-lost'
      if (answer === 'in') {
        isRelinked = true
        isTested = false
        return 'again'
      }
      await pause()
    }
  }

  async function climb(): Promise<PollStep> {
    if (!isTested) {
      const works = await test()
      if (works === null) await pause()
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

function laterIfWire(error: unknown): 'later' {
  if (error instanceof WireError) return 'later'
  throw error
}
