import type { LoginId } from '../../backend.ts'
import { SECOND } from '../../time.ts'

/** A page that reloads is gone for a moment only; this long passes before the background takes over. */
export const TAKEOVER_AFTER = 5 * SECOND
/** A page has this long from its opening to its login2. It gives getvfwebqq 30 s, and stays blank when they pass. */
export const ARRIVES_WITHIN = 35 * SECOND
/** After its login2 or a poll that ended, a page has this long until its next poll is seen. */
export const POLLS_WITHIN = 130 * SECOND
/** The page gives a poll 120 s. One whose end was not seen is not taken for longer than this. */
export const POLL_LASTS = 125 * SECOND
/** When a page's poll has been out for this long, our own that is still held is cut off. */
export const OUTLIVES = 5 * SECOND

/** Whose login a page is in. `unknown`: it listens, and nobody saw it log in. Null: it has not logged in yet. */
export type Whose = LoginId | 'unknown' | null

/**
 * Who may listen: a w.qq.com page or the background. The server hands each message out once, to whoever polled last, so
 * while a page holds the lease the background starts neither login2 nor poll2. The lease follows polls, not tabs: a page
 * that shows its login form, is frozen, or has stopped polling does not hold it.
 */
export interface Lease {
  /** A page holds it, or held it until a moment ago. */
  held(): boolean
  /** Any page is open, whatever it does. */
  anyPage(): boolean
  /** A page is open that shows no login form, is not frozen, and listens to nobody. */
  hasStopped(): boolean
  /** Whose logins the pages are in that hold it; none during the grace after the last one went. */
  holders(): Whose[]
  /** A page's own poll has been out for so long that a poll of ours which is still held has been forgotten. */
  isOverdue(): boolean
  /** New login cookies have come: a page that shows its login form may be about to log in, and has the first go. */
  expectPage(): void
  opened(): PageClaim
  /** A tab that is open and that nothing of ours runs in: it may be listening, for as long as it is there. */
  openedBlind(): Pick<PageClaim, 'closed'>
}

/** What is seen of one page, told as it happens. `ageMs`: how long ago it was. */
export interface PageClaim {
  state(seen: { loginForm: boolean; frozen: boolean }): void
  /** It begins to log in (getvfwebqq). */
  arriving(): void
  /** It has got as far as login2, or beyond. */
  loggingIn(): void
  polls(ageMs: number): void
  /** It may still be polling: it was when it was seen last. */
  polled(ageMs: number): void
  pollEnded(): void
  /** It will not poll any more by itself. */
  stopped(): void
  isFor(whose: Whose): void
  closed(): void
}

interface Page {
  phase: 'arriving' | 'listening' | 'stopped' | 'form'
  isFrozen: boolean
  /** When it does not count as arriving or listening any more, unless something is seen of it, ms. */
  until: number
  /** When its first poll since it began to listen went out, ms; null before. */
  pollsSince: number | null
  /** Its last report about its login form. */
  showedForm: boolean | null
  whose: Whose
}

/** @param parts `changed` is called whenever an answer may have become another. `later` cannot be taken back. */
export function createLease(parts: {
  now(): number
  later(ms: number, run: () => void): void
  changed(): void
}): Lease {
  const pages = new Set<Page>()
  let graceUntil = 0
  /** When the timer that is set will ring, ms. */
  let ringsAt = Infinity
  let before = ''

  const mayListen = ({ phase, isFrozen }: Page) => !isFrozen && (phase === 'arriving' || phase === 'listening')
  const holds = (page: Page) => mayListen(page) && parts.now() < page.until
  const holding = () => [...pages].filter(holds)

  const lease: Lease = {
    held: () => parts.now() < graceUntil || [...pages].some(holds),
    anyPage: () => pages.size > 0,
    hasStopped: () =>
      [...pages].some((page) => page.phase !== 'form' && !page.isFrozen && !holds(page)) && !lease.held(),
    holders: () => holding().map(({ whose }) => whose),
    isOverdue: () => holding().some(({ pollsSince }) => pollsSince !== null && parts.now() >= pollsSince + OUTLIVES),
    expectPage() {
      if (pages.size === 0 || holding().length > 0) return
      graceUntil = parts.now() + TAKEOVER_AFTER
      look()
    },
    opened() {
      const page = arrival()
      add(page)
      return claimOf(page)
    },
    openedBlind() {
      const page: Page = { ...arrival(), phase: 'listening', until: Infinity, whose: 'unknown' }
      add(page)
      return { closed: () => lettingGo(() => pages.delete(page)) }
    },
  }

  function arrival(): Page {
    const until = parts.now() + ARRIVES_WITHIN
    return { phase: 'arriving', isFrozen: false, until, pollsSince: null, showedForm: null, whose: null }
  }

  function add(page: Page): void {
    pages.add(page)
    look()
  }

  /** Applies a change that gives a page on its way (a reload, a login) the time to come back. */
  function lettingGo(apply: () => void): void {
    const was = holding().length > 0
    apply()
    if (was && holding().length === 0) graceUntil = parts.now() + TAKEOVER_AFTER
    look()
  }

  /** Says so when an answer has become another, and looks again when the next one may. */
  function look(): void {
    const now = parts.now()
    const due = [
      graceUntil,
      ...[...pages].filter(mayListen).flatMap(({ until, pollsSince }) => [until, (pollsSince ?? -Infinity) + OUTLIVES]),
    ].filter((at) => at > now && at < Infinity)
    const next = Math.min(...due)
    if (next < ringsAt) {
      ringsAt = next
      parts.later(next - now, () => {
        if (ringsAt === next) ringsAt = Infinity
        look()
      })
    }
    const answers = [lease.held(), lease.anyPage(), lease.hasStopped(), lease.holders(), lease.isOverdue()]
    const after = JSON.stringify(answers)
    if (after === before) return
    before = after
    parts.changed()
  }

  function claimOf(page: Page): PageClaim {
    const change = (to: Partial<Page>) => {
      Object.assign(page, to)
      look()
    }
    const arrive = () => ({ ...arrival(), isFrozen: page.isFrozen, showedForm: page.showedForm })
    const sentAt = (ageMs: number) => parts.now() - Math.min(Math.max(ageMs, 0), POLL_LASTS)
    const listen = (until: number, pollsSince: number | null) => {
      change({
        phase: 'listening',
        until: page.phase === 'listening' ? Math.max(page.until, until) : until,
        pollsSince,
      })
    }
    return {
      state({ loginForm, frozen }) {
        lettingGo(() => {
          const hasThawed = page.isFrozen && !frozen
          if (!page.isFrozen && frozen) page.pollsSince = null
          page.isFrozen = frozen
          // What was on its way may be so still, and its next poll may have been seen before this.
          if (hasThawed && mayListen(page)) page.until = Math.max(page.until, parts.now() + ARRIVES_WITHIN)
          if (loginForm && page.showedForm !== true)
            Object.assign(page, { phase: 'form', pollsSince: null, whose: null })
          const isBack = page.phase === 'form' && !loginForm && page.showedForm === true
          page.showedForm = loginForm
          if (isBack) Object.assign(page, arrive())
        })
      },
      arriving: () => change(arrive()),
      loggingIn: () => listen(parts.now() + POLLS_WITHIN, null),
      polls(ageMs) {
        const at = sentAt(ageMs)
        listen(at + POLL_LASTS + POLLS_WITHIN, page.pollsSince ?? at)
      },
      polled: (ageMs) => listen(sentAt(ageMs) + POLL_LASTS + POLLS_WITHIN, page.pollsSince),
      pollEnded() {
        if (page.phase === 'listening') change({ until: parts.now() + POLLS_WITHIN })
      },
      stopped() {
        // The report of its form may have come by another way before this one.
        if (page.phase !== 'form') change({ phase: 'stopped', pollsSince: null })
      },
      isFor: (whose) => change({ whose }),
      closed: () => lettingGo(() => pages.delete(page)),
    }
  }

  return lease
}
