import { beforeFirstScript } from '../../lib/smartqq/page/first-script.ts'
import { HEAD_END, MET, RELAY_CALLS, TAP_CALLS } from '../../lib/smartqq/page/tap-messages.ts'
import type { TapMessage } from '../../lib/smartqq/page/tap-messages.ts'
import { apply, bare, construct, getterOf } from './natives.ts'

const { stringify } = JSON
const NativeEvent = CustomEvent
const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype
const { stopImmediatePropagation } = Event.prototype
const detailOf = getterOf(CustomEvent.prototype, 'detail')

const fire = (name: string, detail: string) =>
  void apply(dispatchEvent, document, [construct(NativeEvent, [name, bare({ detail })])])

/**
 * Finds the relay and gives the way to tell it. What is said before it is there, or when it never comes, is lost; both
 * are there before the page's first script, so there is nothing to say until then.
 */
export function openChannel(): (message: TapMessage, text?: string) => void {
  let name: string | undefined
  const called = (event: Event) => {
    apply(stopImmediatePropagation, event, [])
    stop()
    const heard: string = apply(detailOf, event, [])
    fire(heard, MET)
    name = heard
  }
  const stop = () => apply(removeEventListener, document, [RELAY_CALLS, called, true])
  apply(addEventListener, document, [RELAY_CALLS, called, true])
  fire(TAP_CALLS, '')
  if (name === undefined) beforeFirstScript(document, stop)
  return (message, text = '') => {
    if (name !== undefined) fire(name, apply(stringify, undefined, [bare(message)]) + HEAD_END + text)
  }
}
