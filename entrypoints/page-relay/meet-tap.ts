import { beforeFirstScript } from '../../lib/smartqq/page/first-script.ts'
import { MET, RELAY_CALLS, TAP_CALLS } from '../../lib/smartqq/page/tap-messages.ts'

/**
 * Finds the tap of this frame, whichever of the two comes first.
 * @param parts `settled`: once, before the page's first script; whether the tap is there. `heard`: each message of it.
 */
export function meetTap(parts: { settled(isThere: boolean): void; heard(message: string): void }): void {
  const name = [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-')
  let isSettled = false

  const heard = (event: Event) => {
    if (!(event instanceof CustomEvent) || typeof event.detail !== 'string') return
    if (isSettled) parts.heard(event.detail)
    else if (event.detail === MET) settle(true)
  }
  const call = () => document.dispatchEvent(new CustomEvent(RELAY_CALLS, { detail: name }))
  const settle = (isThere: boolean) => {
    if (isSettled) return
    isSettled = true
    document.removeEventListener(TAP_CALLS, call)
    if (!isThere) document.removeEventListener(name, heard)
    parts.settled(isThere)
  }

  document.addEventListener(name, heard)
  document.addEventListener(TAP_CALLS, call)
  call()
  if (!isSettled) beforeFirstScript(document, () => settle(false))
}
