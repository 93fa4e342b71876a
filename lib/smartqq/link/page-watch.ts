import { toEnvelope } from '../wire/envelope.ts'
import type { Envelope } from '../wire/envelope.ts'
import { isKick } from '../wire/kick.ts'
import { isTakenUp, isOfBoot, RELINKS_IN_A_ROW, readsItems, stopsPage } from '../wire/return-codes/page.ts'
import { POLL_LASTS, POLLS_WITHIN } from './lease.ts'
import type { PageClaim } from './lease.ts'
import type { PageCall } from './page-reports.ts'

/** How a call of a page ended. `error` is also a reply that is no good one: the page tells no difference. */
export type PageEnd =
  | { kind: 'reply'; status: number; text: string }
  | { kind: 'failed'; why: 'error' | 'timeout' | 'abort' }

/** Follows what a page's calls say about whether it listens, at once and in the order they are seen. */
export interface PageWatch {
  asked(call: PageCall, ageMs: number): void
  ended(call: PageCall, end: PageEnd): void
  /** An earlier worker has seen the tab poll this long ago; counts while nothing was seen that says more. */
  polledBefore(ageMs: number): void
}

/** @param stopped told when the page will not poll any more by itself */
export function watchPage(claim: PageClaim, stopped: () => void): PageWatch {
  let hasPolled = false
  let isNew = true
  /** Relinks in a row that did not take the session up. */
  let failedRelinks = 0
  const stop = () => {
    claim.stopped()
    stopped()
  }
  return {
    polledBefore(ageMs) {
      if (isNew && ageMs < POLL_LASTS + POLLS_WITHIN) claim.polled(ageMs)
    },
    asked({ endpoint, fields }, ageMs) {
      isNew = false
      if (endpoint === 'vfwebqq') claim.arriving()
      if (endpoint === 'login2') {
        if (!isRelink(fields)) hasPolled = false
        claim.loggingIn()
      }
      if (isOfBoot(endpoint) && !hasPolled) claim.loggingIn()
      if (endpoint === 'poll') {
        hasPolled = true
        claim.polls(ageMs)
      }
    },
    ended({ endpoint, fields }, end) {
      isNew = false
      if (endpoint === 'poll') claim.pollEnded()
      if (end.kind === 'failed' && end.why === 'abort') return
      const again = endpoint === 'login2' && isRelink(fields)
      if (endpoint === 'login2') {
        const code = isGood(end) ? (toEnvelope(end.text)?.code ?? null) : null
        failedRelinks = again && !isTakenUp(code) ? failedRelinks + 1 : 0
        if (failedRelinks >= RELINKS_IN_A_ROW) return stop()
      }
      // A poll and a relink without a good reply are tried again; a getvfwebqq that times out leaves the page blank.
      const isTimeout = end.kind === 'failed' && end.why === 'timeout'
      if (!isGood(end) && (again || endpoint === 'poll' || (endpoint === 'vfwebqq' && isTimeout))) return
      const envelope = isGood(end) ? toEnvelope(end.text) : null
      if (stopsPage(endpoint, envelope?.code ?? null, { isRelink: again, hasPolled })) stop()
      if (endpoint === 'poll' && envelope && isKicked(envelope)) stop()
    },
  }
}

/** login2 takes a session up again when it has `state` where a login has `status` (page script 20161220). */
export function isRelink(fields: PageCall['fields']): boolean {
  return fields['state'] !== undefined
}

export function isGood(end: PageEnd): end is Extract<PageEnd, { kind: 'reply' }> {
  return end.kind === 'reply' && end.status >= 200 && end.status < 300
}

/** The page looks at items only beside these codes. */
function isKicked({ code, result }: Envelope): boolean {
  return readsItems(code) && Array.isArray(result) && result.some(isKick)
}
