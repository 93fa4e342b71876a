import { SECOND } from '../../time.ts'

/** A page that reloads is gone for a moment only; this long passes before the background takes over. */
export const TAKEOVER_AFTER = 5 * SECOND

/**
 * Whether a w.qq.com page is there and logged in. While it is, the background starts neither login2 nor poll2: the
 * server hands each message out once, to whoever polled last. A page that shows its login form listens to nobody and
 * does not count.
 */
export interface Presence {
  /** A page holds the line, or held it until a moment ago. */
  held(): boolean
  /** Any page is open, also one that shows its login form. */
  anyPage(): boolean
  /** New login cookies have come: a page that shows its login form may be about to log in, and has the first go. */
  expectPage(): void
  /** A tab's port opened. Returns what to call with its reports and when it closes. */
  opened(): { report(loginForm: boolean): void; closed(): void }
}

/** `changed` is called whenever `held()` or `anyPage()` may have. */
export function createPresence(parts: {
  now(): number
  later(ms: number, run: () => void): void
  changed(): void
}): Presence {
  const pages = new Set<{ loginForm: boolean }>()
  let heldUntil = 0
  const isHeld = () => [...pages].some((page) => !page.loginForm)

  /** Applies a change; when it let go of the line, says so again once the grace has passed. */
  function change(apply: () => void): void {
    const was = isHeld()
    apply()
    if (was && !isHeld()) holdABit()
    parts.changed()
  }

  function holdABit(): void {
    heldUntil = parts.now() + TAKEOVER_AFTER
    parts.later(TAKEOVER_AFTER, parts.changed)
  }

  return {
    held: () => isHeld() || parts.now() < heldUntil,
    anyPage: () => pages.size > 0,
    expectPage() {
      if (pages.size > 0 && !isHeld()) holdABit()
    },
    opened() {
      const page = { loginForm: false }
      change(() => pages.add(page))
      return {
        report: (loginForm) =>
          change(() => {
            page.loginForm = loginForm
          }),
        closed: () => change(() => pages.delete(page)),
      }
    },
  }
}
