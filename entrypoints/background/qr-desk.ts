import type { browser } from 'wxt/browser'
import { createQueue } from '../../lib/companion/queue.ts'
import { log } from '../../lib/log.ts'
import { QR_PORT } from '../../lib/ports.ts'
import { qrItem } from '../../lib/settings.ts'
import type { QrStatus } from '../../lib/settings.ts'
import { fetchTransport } from '../../lib/smartqq/link/fetch-transport.ts'
import { runQrLogin } from '../../lib/smartqq/link/qr-session.ts'
import type { QrPorts } from '../../lib/smartqq/link/qr-session.ts'
import { sleep } from '../../lib/time.ts'
import type { KeepAlive } from './keep-alive.ts'
import { loginCookie, qrCookie } from './login-cookies.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/**
 * Runs the QR login while at least one page looks at the code, and keeps the background awake for it: a code belongs to the
 * worker that has fetched it. `loggedIn` is called when the cookies are there.
 */
export function createQrDesk(
  keepAlive: Pick<KeepAlive, 'set'>,
  loggedIn: () => Promise<void>,
): { connected(port: Port): void } {
  const viewers = new Set<Port>()
  let running: AbortController | undefined
  // Each state is written before the next, so that a late write cannot bring an old code back.
  const inOrder = createQueue()

  async function run(): Promise<void> {
    const stop = (running = new AbortController())
    const isLoggedIn = await runQrLogin(portsUntil(stop.signal), stop.signal).catch(() => {
      // The wire's troubles are told by the login itself: what is left is a browser that keeps its cookies from us.
      write({ state: 'failed', why: 'cookies' }, stop.signal)
      return false
    })
    if (running === stop) running = undefined
    if (isLoggedIn) await loggedIn()
  }

  function portsUntil(over: AbortSignal): QrPorts {
    return {
      transport: fetchTransport,
      qrsig: qrCookie,
      hasLoginKey: async () => (await loginCookie('p_skey')) !== null,
      show: (state) => write(state, over),
      now: Date.now,
      random: Math.random,
      sleep,
    }
  }

  function write(state: QrStatus, signal?: AbortSignal): void {
    inOrder(async () => {
      if (!signal?.aborted) await qrItem.setValue(state)
    }).catch(() => log('qr state lost'))
  }

  return {
    connected(port) {
      if (port.name !== QR_PORT) return
      viewers.add(port)
      keepAlive.set('qr-code', true)
      port.onDisconnect.addListener(() => {
        viewers.delete(port)
        if (viewers.size > 0) return
        keepAlive.set('qr-code', false)
        running?.abort()
        running = undefined
        write({ state: 'idle' })
      })
      // A new viewer of a code that failed for good starts over.
      if (!running) void run().catch(() => log('qr login failed'))
    },
  }
}
