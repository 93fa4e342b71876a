import type { Settings } from '../settings.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { failure, json } from '../wire/message.ts'
import { emptyReply } from './empty-reply.ts'

/** An item of a poll reply; tests may hand out one of any shape. */
export type AnyItem = Readonly<Record<string, unknown>>

/** The poll that is waiting for news, or the last one that was. */
export type PollState = { held: boolean; since: number; scheme: string; viaPage: boolean }

export type Polls = {
  /** Items for the account: handed to the held poll at once, else kept for the next one. */
  deliver(items: readonly AnyItem[]): void
  /** Waits for news. A later call takes over: this one then ends empty at once. */
  wait(request: WireRequest): Promise<WireReply>
  /** Ends the held poll with this reply; false when none is held. */
  answerHeld(reply: WireReply): boolean
  /** Another place polls: the held poll ends empty. */
  takeOver(): void
  /** Starts the held poll's time anew, with the settings of now. */
  rearm(): void
  state(): PollState | null
  queued(): number
  /** Forgets the items that wait: their numbers belong to a login that is over. */
  dropQueue(): void
  last(): AnyItem | null
}

type Held = {
  settle: (reply: WireReply) => void
  timer: NodeJS.Timeout
  scheme: string
  viaPage: boolean
  since: number
}

/** The reply to a poll that was taken over by another; in 2018 also what one got, again and again, on a dead login. */
const TAKEN_OVER = (): WireReply => json({ errmsg: 'error', retcode: 0, retmsg: 'ok' })

/** The account's one queue. Items are handed out once, without acknowledgement, to whoever polls. */
export function createPolls(settings: Settings, onKick: () => void): Polls {
  let queue: AnyItem[] = []
  let held: Held | null = null
  let lastSeen: PollState | null = null
  let last: AnyItem | null = null

  function settle(reply: WireReply): boolean {
    if (held === null) return false
    const { settle: answer, timer } = held
    held = null
    clearTimeout(timer)
    if (lastSeen !== null) lastSeen.held = false
    answer(reply)
    return true
  }

  function handOut(): WireReply {
    const batch = settings.batchOrder === 'newest' ? queue.toReversed() : queue
    const kicked = batch.some((item) => item['poll_type'] === 'kick_message')
    queue = []
    if (kicked) onKick()
    return json(settings.itemFormat === 'old' ? { retcode: 0, result: batch } : { result: batch, retcode: 0 })
  }

  const holdTimer = (): NodeJS.Timeout =>
    setTimeout(() => settle(emptyReply(settings.emptyForm, settings.holdSeconds)), settings.holdSeconds * 1000)

  return {
    deliver(items) {
      if (items.length === 0) return
      queue.push(...items)
      last = items.at(-1) ?? null
      if (held !== null) settle(handOut())
    },
    wait(request) {
      settle(TAKEN_OVER())
      lastSeen = { held: false, since: Date.now(), scheme: request.scheme, viaPage: request.viaPage }
      if (queue.length > 0) return Promise.resolve(handOut())
      return new Promise((resolve) => {
        const mine: Held = {
          settle: resolve,
          timer: holdTimer(),
          scheme: request.scheme,
          viaPage: request.viaPage,
          since: Date.now(),
        }
        held = mine
        if (lastSeen !== null) lastSeen.held = true
        request.gone.addEventListener('abort', () => {
          // A client that left is forgotten; what comes next is kept for the next poll.
          if (held === mine) settle('reset')
        })
      })
    },
    answerHeld: settle,
    takeOver() {
      settle(TAKEN_OVER())
    },
    rearm() {
      if (held === null) return
      clearTimeout(held.timer)
      held.timer = holdTimer()
    },
    state: () => lastSeen,
    queued: () => queue.length,
    dropQueue() {
      queue = []
    },
    last: () => last,
  }
}

/** What a poll on a login that no longer works is told. */
export const notAccepted = (): WireReply => failure(103)

/** What a poll is told once the login's time is over: 103, or the reply that looks as if nothing were new. */
export const pastEnd = ({ deadForm }: Settings): WireReply => (deadForm === '103' ? notAccepted() : TAKEN_OVER())

/** "Connection lost or the same number elsewhere". */
export const relinkNeeded = (): WireReply => json({ retcode: 121, t: '0' })
