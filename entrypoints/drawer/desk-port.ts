import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { browser } from 'wxt/browser'
import type { ContactId } from '../../lib/chat/contact.ts'
import type { DrawerOrder, DrawerView } from '../../lib/messaging.ts'
import { DRAWER_PORT } from '../../lib/ports.ts'
import type { DrawerReport, FillOutcome } from '../../lib/ports.ts'
import { SECOND } from '../../lib/time.ts'

/** The background as the drawer sees it. */
export interface Desk {
  /** Null until the token is accepted, and again when it no longer is: then nothing may be shown. */
  view: ReadonlySignal<DrawerView | null>
  /** Somebody has clicked a mark: the key of its message. A new object for each click. */
  asked: ReadonlySignal<{ key: string } | null>
  /** What became of the last text for the page's box. A new object for each. */
  filled: ReadonlySignal<{ outcome: FillOutcome } | null>
  close(): void
  /** Puts a text into the page's box, if its chat is with this contact. @returns whether the background could be told */
  fill(text: string, contact: ContactId): boolean
}

/** How often a port that closes before anything was accepted is opened again: the worker may just have been stopped. */
const TRIES = 5

/**
 * Shows the background the token, and follows what it says. A port that it closes (its worker was stopped) is opened
 * again with the same token after a second; a refusal is final.
 */
export function connectDesk(token: string): Desk {
  const view = signal<DrawerView | null>(null)
  const asked = signal<{ key: string } | null>(null)
  const filled = signal<{ outcome: FillOutcome } | null>(null)
  let port: ReturnType<typeof browser.runtime.connect> | null = null
  let isRefused = false
  let tries = 0

  function open(): void {
    tries += 1
    const opened = connected()
    port = opened
    if (!opened) return
    opened.onMessage.addListener((message: unknown) => heard(message as DrawerOrder))
    opened.onDisconnect.addListener(() => {
      if (port !== opened) return
      port = null
      if (!isRefused && (view.peek() || tries < TRIES)) setTimeout(open, SECOND)
    })
    say({ kind: 'claim', token })
  }

  function heard(order: DrawerOrder): void {
    switch (order.kind) {
      case 'refused':
        isRefused = true
        view.value = null
        break
      case 'view':
        take(order.view)
        break
      case 'filled':
        filled.value = { outcome: order.outcome }
        break
    }
  }

  function take(next: DrawerView): void {
    // The same view once more can only be the same mark, clicked once more.
    const isNews = next.why !== view.value?.why || JSON.stringify(next) === JSON.stringify(view.value)
    view.value = next
    if (next.why === null) asked.value = null
    else if (isNews) asked.value = { key: next.why }
  }

  function say(report: DrawerReport): boolean {
    if (!port) return false
    try {
      port.postMessage(report)
      return true
    } catch {
      // It has just closed: its end is on the way.
      return false
    }
  }

  open()
  return {
    view,
    asked,
    filled,
    close: () => void say({ kind: 'close' }),
    fill: (text, contact) => say({ kind: 'fill', text, contact }),
  }
}

/** Null when the extension was updated or removed under this page: there is nobody to talk to any more. */
function connected(): ReturnType<typeof browser.runtime.connect> | null {
  try {
    return browser.runtime.connect({ name: DRAWER_PORT })
  } catch {
    return null
  }
}
