import type { HostReport } from '../../lib/ports.ts'
import { addressOf } from './runtime.ts'

/**
 * The drawer: our own page in a frame in our shadow. It is loaded when it is first opened, with a token that is good
 * once, and stays loaded. Nothing goes between it and the page, or us: it talks to the background.
 * @param host - our element on the page, which has the focus when anything of ours has
 */
export function createDrawerFrame(drawer: HTMLElement, host: Element, report: (said: HostReport) => void) {
  let isOpen = false
  let frame: HTMLIFrameElement | null = null
  /** Wants a token, and has none yet. */
  let isAsking = false
  let takesFocus = false
  /** What had the focus on the page. */
  let back: Element | null = null

  function ask(): void {
    isAsking = !frame
    report({ kind: 'opening' })
  }

  function lost(): void {
    frame?.remove()
    frame = null
    if (isOpen) ask()
  }

  return {
    isOpen: () => isOpen,
    /** `focus`: the user has asked for it, and goes on in it. */
    open(focus: boolean): void {
      takesFocus = focus
      if (!isOpen) {
        isOpen = true
        back = document.activeElement
        drawer.classList.add('open')
        ask()
      }
      if (focus) frame?.focus()
    },
    /** Gives the focus back if it was in the drawer: to the page, or else to `button`. */
    close(button: HTMLElement): void {
      isOpen = isAsking = false
      drawer.classList.remove('open')
      if (document.activeElement === host) {
        const isOnPage = back instanceof HTMLElement && back.isConnected && back !== document.body && back !== host
        ;(isOnPage ? (back as HTMLElement) : button).focus()
      }
      report({ kind: 'closed' })
    },
    token(token: string, label: string): void {
      if (!isAsking) return
      isAsking = false
      const opened = document.createElement('iframe')
      frame = opened
      let loads = 0
      opened.onload = () => {
        // It went somewhere by itself: its token is spent.
        if (loads++ > 0) lost()
        else if (isOpen && takesFocus) opened.focus()
      }
      opened.title = label
      opened.src = `${addressOf('drawer.html')}#${token}`
      drawer.replaceChildren(opened)
    },
    /** The background that was asked has died. */
    askAgain(): void {
      if (isAsking) ask()
    },
    /** Our element was off the page, and the frame has loaded anew. */
    lost,
  }
}
