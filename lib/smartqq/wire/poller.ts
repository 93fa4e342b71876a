import { SECOND } from '../../time.ts'
import { CLIENT_ID } from './endpoints.ts'
import { NetworkError } from './errors.ts'
import { isKick } from './kick.ts'
import { createLadder, type PollStep } from './poll-ladder.ts'
import { readPollReply, type PollVerdict } from './poll-reply.ts'
import { postRequest } from './request.ts'
import type { Tickets } from './session.ts'
import type { Transport } from './transport.ts'

/** Why no messages come at the moment, and when it is tried again (ms). `server`: the service answers, but not well. */
export interface PollTrouble {
  kind: 'network' | 'server' | 'strange-reply'
  retryAt: number
}

/** Everything the loop needs of the world. */
export interface PollParts {
  transport: Transport
  tickets(): Tickets
  /** Takes over renewed tickets. */
  adopt(change: Partial<Tickets>): Promise<void>
  /** Calls get_online_buddies2: does the session still work? A NetworkError says that nobody knows. */
  testSession(signal: AbortSignal): Promise<boolean>
  /** login2 again, with its tickets adopted when it went well. A NetworkError counts as `later`. */
  relink(signal: AbortSignal): Promise<'in' | 'scan-again' | 'later'>
  /** Writes a reply's items down. If it rejects, so does the loop: the items are then the caller's to save. */
  keep(items: unknown[], serverAt: number | null): Promise<void>
  /** Asked before each poll and each relink; false ends the loop with `handed-over`. */
  mayPoll(): boolean
  /** Told when messages stop coming, and null when they come again. */
  onTrouble(trouble: PollTrouble | null): void
  now(): number
  /** Resolves after `ms` or as soon as `signal` aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** As `sleep`, but may end early: a pause after trouble, which the user can cut short. */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

/**
 * Why the loop ended. `login-lost`: a person has to scan again. `elsewhere`: the same, after code 121, which also says
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
/** Connection lost, or the same number elsewhere. */
const ELSEWHERE = 121

/**
 * The long-poll loop: at most one poll at a time and one a second, on until something ends it. Nothing is awaited
 * between a reply and `keep`, and the next poll starts only when `keep` is done. A poll that is under way when
 * `signal` aborts is cut off; what had arrived by then is kept.
 * The policy is what the long-lived clients agree on (Mojo-Webqq, qqbot, rebown, the page's script): docs/PROTOCOL.md.
 */
export async function poll(parts: PollParts, signal: AbortSignal): Promise<PollEnd> {
  let backoff = PACE
  /** Empty replies in a row that came too fast. */
  let quick = 0
  /** Replies in a row that made no sense. */
  let counted = 0
  let isTroubled = false
  /** The last request got no reply at all. */
  let isCut = false
  /** 121 came, and no good poll since. */
  let isElsewhere = false

  async function pause(kind: PollTrouble['kind'], ms: number) {
    isTroubled = true
    parts.onTrouble({ kind, retryAt: parts.now() + ms })
    await parts.pause(ms, signal)
  }

  async function backOff(kind: PollTrouble['kind']) {
    await pause(kind, backoff)
    backoff = Math.min(2 * backoff, BACKOFF_MAX)
  }

  const ladder = createLadder(parts, () => backOff('server'), signal)

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

  /** A quick call proves that the line is back long before the next poll's reply could. */
  async function afterCut(): Promise<PollStep> {
    const works = await ladder.test()
    if (works === null) {
      await backOff('network')
      return 'again'
    }
    isCut = false
    calm()
    return works ? 'again' : ladder.relink()
  }

  async function once(): Promise<PollStep> {
    const startedAt = parts.now()
    const answered = new AbortController()
    const answer = parts.transport(pollRequest(parts.tickets()), signal).catch(nullIfCut)
    if (isTroubled) void calmWhenHeld(AbortSignal.any([signal, answered.signal]))
    const reply = await answer.finally(() => answered.abort())
    if (!reply) {
      isCut = true
      if (!signal.aborted) await backOff('network')
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
    switch (verdict.kind) {
      case 'nothing':
        if (tookMs >= QUICK) return good()
        return empty(verdict.status)
      case 'ptwebqq':
        await parts.adopt({ ptwebqq: verdict.value })
        return empty()
      case 'not-ready':
        return ladder.climb()
      case 'relink':
        isElsewhere ||= verdict.code === ELSEWHERE
        return ladder.relink()
      case 'login-lost':
        return 'login-lost'
      case 'ended-by-us':
        await pause('server', COUNTED_PAUSE)
        return 'again'
      case 'unknown':
      case 'strange':
        await pause(verdict.kind === 'strange' ? 'strange-reply' : 'server', COUNTED_PAUSE)
        if (++counted <= COUNTED_LIMIT) return 'again'
        counted = 0
        return ladder.climb()
    }
  }

  /** Empty and at once: an outage when the web server says so, else a session that may be dead. */
  async function empty(status?: number): Promise<PollStep> {
    if (status !== undefined) await backOff('server')
    if (status !== undefined && status !== 200) return 'again'
    if (++quick < QUICK_LIMIT) return 'again'
    quick = 0
    return ladder.climb()
  }

  for (;;) {
    if (signal.aborted) return 'aborted'
    if (!parts.mayPoll()) return 'handed-over'
    const startedAt = parts.now()
    const step = isCut ? await afterCut() : await once()
    if (step === 'login-lost' && isElsewhere) return 'elsewhere'
    if (step !== 'again') return step
    const early = startedAt + PACE - parts.now()
    // No longer than the pace itself, whatever happens to the computer's clock.
    if (!isCut && early > 0) await parts.sleep(Math.min(early, PACE), signal)
  }
}

function pollRequest({ ptwebqq, psessionid }: Tickets) {
  return postRequest('poll', { ptwebqq, clientid: CLIENT_ID, psessionid, key: '' })
}

/** No reply is the loop's daily bread; any other error is not ours to handle. */
function nullIfCut(error: unknown): null {
  if (error instanceof NetworkError) return null
  throw error
}
