import { effect } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import { QR_PORT } from '../../lib/ports.ts'
import { SECOND } from '../../lib/time.ts'

/**
 * Keeps a port to the background open while `wanted` is true: the QR code lives as long as somebody looks at it. A port
 * that the other side closed (its worker was stopped) is opened again after a second. Returns the verbs of the panel.
 */
export function holdQrPort(wanted: ReadonlySignal<boolean>): { reopen: () => void; stop: () => void } {
  let port: ReturnType<typeof browser.runtime.connect> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    close()
    const opened = browser.runtime.connect({ name: QR_PORT })
    port = opened
    opened.onDisconnect.addListener(() => {
      if (port !== opened) return
      port = null
      timer = setTimeout(open, SECOND)
    })
  }

  function close(): void {
    clearTimeout(timer)
    const closing = port
    port = null
    closing?.disconnect()
  }

  const stop = effect(() => (wanted.value ? open() : close()))
  return {
    reopen: open,
    stop() {
      stop()
      close()
    },
  }
}
