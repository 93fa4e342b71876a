import type { browser } from 'wxt/browser'
import { log } from '../../lib/log.ts'
import { QR_PORT } from '../../lib/ports.ts'
import { qrItem } from '../../lib/settings.ts'
import { fetchTransport } from '../../lib/smartqq/link/fetch-transport.ts'
import { runQrLogin } from '../../lib/smartqq/link/qr-session.ts'
import { sleep } from '../../lib/time.ts'
import { loginCookie, qrCookie } from './login-cookies.ts'

type Port = ReturnType<typeof browser.runtime.connect>

/** Runs the QR login while at least one page looks at the code; `loggedIn` is called when the cookies are there. */
export function createQrDesk(loggedIn: () => Promise<void>): { connected(port: Port): void } {
  const viewers = new Set<Port>()
  let running: AbortController | undefined

  async function run(): Promise<void> {
    const stop = (running = new AbortController())
    // Each state is written before the next, so that a late write cannot bring an old code back.
    let writing: Promise<void> = Promise.resolve()
    const isLoggedIn = await runQrLogin(
      {
        transport: fetchTransport,
        qrsig: qrCookie,
        hasLoginKey: async () => (await loginCookie('p_skey')) !== null,
        show: (state) => {
          if (!stop.signal.aborted) writing = writing.then(() => qrItem.setValue(state))
        },
        now: Date.now,
        random: Math.random,
        sleep,
      },
      stop.signal,
    )
    await writing
    if (running === stop) running = undefined
    if (isLoggedIn) await loggedIn()
  }

  return {
    connected(port) {
      if (port.name !== QR_PORT) return
      viewers.add(port)
      port.onDisconnect.addListener(() => {
        viewers.delete(port)
        if (viewers.size > 0) return
        running?.abort()
        running = undefined
        void qrItem.setValue({ state: 'idle' })
      })
      // A new viewer of a code that failed for good starts over.
      if (!running) void run().catch(() => log('qr login failed'))
    },
  }
}
