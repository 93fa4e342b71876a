import type { Taken } from '../../lib/ports.ts'
import type { Unnumbered, Untaken } from '../../lib/smartqq/page/untaken.ts'
import { connect } from './runtime.ts'
import type { Port } from './runtime.ts'

/**
 * A background that died took the port with it; its successor is called this long after, ms. At once while something is
 * kept that may exist nowhere else: the page may be left at any moment.
 */
const RECONNECT_AFTER = 250

/** The connection of one document to the background, for as long as the document lives. */
export interface Line<Report extends object, Lasting extends Report & { n: number }> {
  /** Says it if somebody listens now. */
  say(report: Report): void
  /** Says it, again on every later connection, until it was taken. */
  keep(report: Unnumbered<Lasting>): void
}

/** @param parts `greeting`: what is said first on each connection, in this order. */
export function openLine<Report extends object, Lasting extends Report & { n: number }>(parts: {
  name: string
  greeting(): Report[]
  untaken: Untaken<Lasting>
}): Line<Report, Lasting> {
  let port: Port | null = null
  // A page in the back/forward cache runs nothing and listens to nobody.
  let isHere = true
  // The extension was updated or is gone: nobody will ever ask for what is kept.
  let isOrphan = false

  function open(): void {
    if (port || !isHere) return
    const opened = connect(parts.name)
    if (!opened) {
      isOrphan = true
      for (const { n } of parts.untaken.all()) parts.untaken.taken(n)
      return
    }
    port = opened
    opened.onMessage.addListener((message) => {
      if (isTaken(message)) parts.untaken.taken(message.n)
    })
    opened.onDisconnect.addListener(() => {
      if (port === opened) port = null
      setTimeout(open, parts.untaken.all().length > 0 ? 0 : RECONNECT_AFTER)
    })
    for (const report of [...parts.greeting(), ...parts.untaken.all()]) say(report)
  }

  function say(report: Report): void {
    try {
      port?.postMessage(report)
    } catch {
      // It is closing: what is kept is said to the next one.
    }
  }

  addEventListener('pagehide', () => {
    isHere = false
    port?.disconnect()
    port = null
  })
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    isHere = true
    open()
  })
  open()
  return {
    say,
    keep(report) {
      if (!isOrphan) say(parts.untaken.add(report))
    },
  }
}

const isTaken = (message: unknown): message is Taken =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'taken' && 'n' in message
