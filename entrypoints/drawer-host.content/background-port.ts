import { HOST_PORT } from '../../lib/ports.ts'
import type { HostOrder, HostReport } from '../../lib/ports.ts'
import { connect } from '../page-relay/runtime.ts'
import type { Port } from '../page-relay/runtime.ts'

/** A worker that died took the port with it; its successor is called this long after, ms. */
const RECONNECT_AFTER = 250

interface Listener {
  order(order: HostOrder): void
  /** On each connection: what the background has to know is said again. */
  connected(): void
  /** The extension has gone for good. */
  gone(): void
}

/**
 * The port to the background, opened again for as long as the extension and the page are there.
 * @returns what says something on it
 */
export function openBackgroundPort(on: Listener, signal: AbortSignal): (report: HostReport) => void {
  let port: Port | null = null

  function open(): void {
    if (port || signal.aborted) return
    const opened = connect(HOST_PORT)
    if (!opened) return on.gone()
    port = opened
    opened.onMessage.addListener((order) => on.order(order as HostOrder))
    opened.onDisconnect.addListener(() => {
      if (port !== opened) return
      port = null
      setTimeout(open, RECONNECT_AFTER)
    })
    on.connected()
  }

  // A page in the back/forward cache runs nothing and listens to nobody.
  addEventListener('pagehide', () => {
    const closing = port
    port = null
    closing?.disconnect()
  })
  addEventListener('pageshow', open)
  queueMicrotask(open)

  return (report) => {
    try {
      port?.postMessage(report)
    } catch {
      // It is closing: what matters is said again on the next one.
    }
  }
}
