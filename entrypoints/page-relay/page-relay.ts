import { PAGE_PORT } from '../../lib/ports.ts'
import type { PageReport } from '../../lib/ports.ts'
import { envelopeText } from '../../lib/smartqq/page/envelope-text.ts'
import { isFromHttpsFrame } from '../../lib/smartqq/page/frames.ts'
import { showsLoginForm } from '../../lib/smartqq/page/login-form.ts'
import { createUntaken } from '../../lib/smartqq/page/untaken.ts'
import { KEPT_TEXT } from './kept-text.ts'
import { openLine } from './line.ts'

type State = Extract<PageReport, { kind: 'state' }>
type Envelope = Extract<PageReport, { kind: 'envelope' }>

/** Tells the background that the page is here, whether it can listen, and what the https frame answers it. */
export function relayPage(): void {
  let loginForm = showsLoginForm(document)
  let frozen = false
  const state = (): State => ({ kind: 'state', loginForm, frozen })
  const line = openLine<PageReport, Envelope>({
    name: PAGE_PORT,
    greeting: () => [state()],
    untaken: createUntaken<Envelope>(KEPT_TEXT, ({ data }) => ({
      size: data.length,
      isPoll: data.includes('poll_type'),
    })),
  })

  new MutationObserver(() => {
    const shown = showsLoginForm(document)
    if (shown === loginForm) return
    loginForm = shown
    line.say(state())
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['class', 'style'] })

  const setFrozen = (now: boolean) => () => {
    frozen = now
    line.say(state())
  }
  document.addEventListener('freeze', setFrozen(true))
  document.addEventListener('resume', setFrozen(false))

  addEventListener('message', ({ origin, data }) => {
    const text = isFromHttpsFrame(origin) ? envelopeText(data) : null
    if (text !== null) line.keep({ kind: 'envelope', data: text })
  })
}
