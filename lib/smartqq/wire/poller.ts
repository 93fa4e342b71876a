import { SECOND } from '../../time.ts'
import { troubleOf, type Answer, type Trouble } from './answer.ts'
import { CLIENT_ID } from './endpoints.ts'
import { NetworkError } from './errors.ts'
import { isKick } from './kick.ts'
import { createLadder, type PollStep } from './poll-ladder.ts'
import { pollVerdict, readPollReply, type PollVerdict } from './poll-reply.ts'
import { postRequest } from './request.ts'
import type { WireWords } from './return-codes/words.ts'
import type { Tickets } from './session.ts'
import type { Transport } from './transport.ts'

/**
 * Why no messages come at the moment, and when it is tried again (ms). `server`: the service answers, but not well;
 * `portal`: somebody else answers in its place; `device-offline`: the browser says so, which the loop never does.
 */
export interface PollTrouble {
  kind: Trouble | 'device-offline'
  retryAt: number
  /** What the service said about it, where there are words for it. */
  words?: WireWords
}

/** How a relink ended, as `RelinkResult` says it. `later`: in `retryAfterMs`, or after a growing pause if it is missing. */
export type Relinked = { kind: 'in' | 'scan-again' } | { kind: 'later'; retryAfterMs?: number; words?: WireWords }

/** Everything the loop needs of the world. */
export interface PollParts {
  transport: Transport
  tickets(): Tickets
  /** Takes over renewed tickets. */
  adopt(change: Partial<Tickets>): Promise<void>
  /**
   * Calls get_online_buddies2: does the session still work? May reject with what the call throws; the loop tells a
   * session that is dead from a service that did not answer.
   */
  testSession(signal: AbortSignal): Promise<boolean>
  /** login2 again, with its tickets adopted when it went well. A WireError says that nobody knows. */
  relink(signal: AbortSignal): Promise<Relinked>
  /** Writes a reply's items down. If it rejects, so does the loop: the items are then the caller's to save. */
  keep(items: unknown[], serverAt: number | null): Promise<void>
  /** Asked before each poll and each relink; false ends the loop with `handed-over`. */
  mayPoll(): boolean
  /** Nobody knows whether the session still works: asked before the first poll. */
  inDoubt?: boolean
  /**
   * Asked before each poll for a signal of its own. When it aborts, only the request under way is given up, and the
   * loop goes on at once: it asks whether the session still works, then polls. For a computer that slept, or a network
   * that changed. What the server had already taken off its queue for the cut request is lost, as with any lost reply.
   */
  cutOff?: () => AbortSignal
  /** Told when messages stop coming, and null when they come again. */
  onTrouble(trouble: PollTrouble | null): void
  now(): number
  /** Resolves after `ms` or as soon as `signal` aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** As `sleep`, but may end early: a pause after trouble, which the user can cut short. */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

/**
 * Why the loop ended. `login-lost`: a person has to scan again. `elsewhere`: the same, after the answer that also says
 * that the account logged in elsewhere. `kicked`: the service said so in an item.
 */
export type PollEnd = 'aborted' | 'handed-over' | 'login-lost' | 'elsewhere' | 'kicked'

const PACE = 1 * SECOND
/** An empty reply faster than this did not come from a server that held the poll. */
const QUICK = 3 * SECOND
const QUICK_LIMIT = 3
const COUNTED_PAUSE = 10 * SECOND
const COUNTED_LIMIT = 3
const BACKOFF_MAX = 30 * SECOND

/**
 * The long-poll loop: at most one poll at a time and one a second, on until something ends it. Nothing is awaited
 * between a reply and `keep`, and the next poll starts only when `keep` is done. A poll that is under way when
 * `signal` aborts is cut off; what had arrived by then is kept.
 *
 * What each answer calls for stands in `return-codes/poll.ts`; here is how it is done. The policy is what the
 * long-lived clients agree on (Mojo-Webqq, qqbot, rebown, the page's script): docs/PROTOCOL.md.
 */
export async function poll(parts: PollParts, signal: AbortSignal): Promise<PollEnd> {
  let backoff = PACE
  /** Empty replies in a row that came too fast. */
  let quick = 0
  /** Replies in a row that made no sense. */
  let counted = 0
  let isTroubled = false
  /** Nobody knows whether the line and the session still work: asked before the next poll. */
  let isDoubtful = parts.inDoubt ?? false
  /** "The same number elsewhere" came, and no good poll since. */
  let isElsewhere = false
  let lastPollAt = -Infinity

  async function pause(kind: PollTrouble['kind'], ms: number, words?: WireWords) {
    isTroubled = true
    parts.onTrouble({ kind, retryAt: parts.now() + ms, ...(words ? { words } : {}) })
    await parts.pause(ms, signal)
  }

  async function backOff(kind: PollTrouble['kind'], words?: WireWords) {
    await pause(kind, backoff, words)
    backoff = Math.min(2 * backoff, BACKOFF_MAX)
  }

  const ladder = createLadder(
    parts,
    (kind, { ms, words } = {}) => (ms === undefined ? backOff(kind, words) : pause(kind, ms, words)),
    signal,
  )

  function calm() {
    if (isTroubled) parts.onTrouble(null)
    isTroubled = false
  }

  /** A poll that is held this long was taken by a server that works: nobody has to wait for its reply to know. */
  async function calmWhenHeld(over: AbortSignal): Promise<void> {
    await parts.sleep(QUICK, over)
    if (!over.aborted) calm()
  }

  function good(): PollStep {
    backoff = PACE
    quick = 0
    counted = 0
    isElsewhere = false
    ladder.reset()
    calm()
    return 'again'
  }

  /** A quick call tells whether line and session work, long before the next poll's reply could. */
  async function askFirst(): Promise<PollStep> {
    const works = await ladder.test()
    if (typeof works === 'string') {
      await backOff(works)
      return 'again'
    }
    isDoubtful = false
    calm()
    return works ? 'again' : ladder.relink()
  }

  async function once(): Promise<PollStep> {
    const startedAt = (lastPollAt = parts.now())
    const cut = parts.cutOff?.()
    const answered = new AbortController()
    const request = parts
      .transport(pollRequest(parts.tickets()), cut ? AbortSignal.any([signal, cut]) : signal)
      .catch(answerOfCut)
    if (isTroubled) void calmWhenHeld(AbortSignal.any([signal, answered.signal]))
    const reply = await request.finally(() => answered.abort())
    if (typeof reply !== 'object') {
      if (signal.aborted) return 'aborted'
      if (!cut?.aborted) return obey(pollVerdict(reply), 0)
      isDoubtful = true
      return 'again'
    }
    const verdict = readPollReply(reply)
    if (verdict.kind === 'items') {
      await parts.keep(verdict.items, reply.serverAt)
      good()
      return verdict.items.some(isKick) ? 'kicked' : 'again'
    }
    if (signal.aborted) return 'aborted'
    return obey(verdict, parts.now() - startedAt)
  }

  async function obey(verdict: Exclude<PollVerdict, { kind: 'items' }>, tookMs: number): Promise<PollStep> {
    if (verdict.kind === 'store-ptwebqq') {
      await parts.adopt({ ptwebqq: verdict.value })
      return tooQuick()
    }
    const { kind, answer, words } = verdict
    const trouble = troubleOf(answer)
    isElsewhere ||= words === 'elsewhere'
    switch (kind) {
      case 'nothing':
        return wasHeld(tookMs) ? good() : tooQuick()
      case 'back-off':
      case 'back-off-and-count':
        if (wasHeld(tookMs)) return good()
        await backOff(trouble, words)
        return kind === 'back-off' ? 'again' : tooQuick()
      case 'test-session':
        return ladder.climb()
      case 'relink':
        return ladder.relink()
      case 'login-lost':
        return 'login-lost'
      case 'ended-by-us':
        await pause(trouble, COUNTED_PAUSE, words)
        return 'again'
      case 'portal':
        isDoubtful = true
        return count(trouble, words)
      case 'wait-and-count':
        return count(trouble, words)
      case 'wait-for-line':
        isDoubtful = true
        await backOff(trouble, words)
        return 'again'
      case 'test-line':
        isDoubtful = true
        return 'again'
    }
  }

  /** Empty and at once: a session that may be dead, or somebody else who polls. */
  async function tooQuick(): Promise<PollStep> {
    if (++quick < QUICK_LIMIT) return 'again'
    quick = 0
    return ladder.climb()
  }

  async function count(trouble: PollTrouble['kind'], words?: WireWords): Promise<PollStep> {
    await pause(trouble, COUNTED_PAUSE, words)
    if (++counted <= COUNTED_LIMIT) return 'again'
    counted = 0
    return ladder.climb()
  }

  /** Between two polls; no longer than the pace itself, whatever happens to the computer's clock. */
  async function keepPace(): Promise<void> {
    const early = lastPollAt + PACE - parts.now()
    if (early > 0) await parts.sleep(Math.min(early, PACE), signal)
  }

  for (;;) {
    if (!isDoubtful) await keepPace()
    if (signal.aborted) return 'aborted'
    if (!parts.mayPoll()) return 'handed-over'
    const step = isDoubtful ? await askFirst() : await once()
    if (step === 'login-lost' && isElsewhere) return 'elsewhere'
    if (step !== 'again') return step
  }
}

/** Whether the server held a poll. A clock that was set back in between proves nothing, so it is not held against it. */
function wasHeld(tookMs: number): boolean {
  return tookMs >= QUICK || tookMs < 0
}

function pollRequest({ ptwebqq, psessionid }: Tickets) {
  return postRequest('poll', { ptwebqq, clientid: CLIENT_ID, psessionid, key: '' })
}

/** No reply is the loop's daily bread; any other error is not ours to handle. */
function answerOfCut(error: unknown): Answer {
  if (error instanceof NetworkError) return error.answer
  throw error
}
