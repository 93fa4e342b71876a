import type { ChatEvidence } from '../../lib/ports.ts'
import { isSameChat, readChatEvidence } from '../../lib/smartqq/page/chat-evidence.ts'
import { findChatPanel } from '../../lib/smartqq/page/chat-panel.ts'
import type { ChatPanel } from '../../lib/smartqq/page/chat-panel.ts'
import { fillBox } from '../../lib/smartqq/page/fill-box.ts'
import { createListChoice } from '../../lib/smartqq/page/list-choice.ts'
import { createTyping } from '../../lib/smartqq/page/typing.ts'
import { openBackgroundPort } from './background-port.ts'
import { createHealthWatch } from './health-watch.ts'
import { createHostView } from './host-view.ts'
import { isExtensionThere } from './runtime.ts'
import { watchPage } from './watch-page.ts'

/** Everything of ours on the page, until the extension goes. */
export function startHost(): void {
  const life = new AbortController()
  const { signal } = life
  let panel: ChatPanel | null = null
  let chat: ChatEvidence | null = null
  let said = 'null'

  const report = openBackgroundPort(
    {
      order(order) {
        if (order.kind !== 'fill') return view.order(order)
        readChat()
        const outcome = fillBox(order.text, order.chat, chat && { chat, box: panel?.box ?? null })
        report({ kind: 'filled', outcome })
      },
      connected() {
        report({ kind: 'chat', chat })
        health.sayAgain()
        view.askAgain()
      },
      gone: leave,
    },
    signal,
  )
  const choice = createListChoice(Date.now)
  const typing = createTyping(Date.now, (chat) => report({ kind: 'typing', chat }))
  const health = createHealthWatch((broken) => report({ kind: 'health', broken }))

  const kick = watchPage(
    {
      changed(isText) {
        if (!isExtensionThere()) return leave()
        readChat()
        health.look(panel)
        typing(chat, panel?.box?.value ?? '', false)
        view.changed(isText)
      },
      moved: () => view.place(panel),
    },
    signal,
  )
  const view = createHostView(report, kick)

  function readChat(): void {
    panel = findChatPanel(document)
    const before = chat
    chat = panel && readChatEvidence(panel, choice.chosenFor)
    // The marks that are there are not for this one.
    if (before && !(chat && mayBeSame(before, chat))) view.forgetMarks()
    const now = JSON.stringify(chat)
    if (now !== said) report({ kind: 'chat', chat })
    said = now
  }

  const before = { capture: true, signal }
  for (const type of ['click', 'tap']) document.addEventListener(type, ({ target }) => choice.clicked(target), before)
  document.addEventListener(
    'input',
    ({ target }) => {
      readChat()
      if (panel?.box && target === panel.box) typing(chat, panel.box.value, true)
    },
    before,
  )

  function leave(): void {
    life.abort()
    view.remove()
  }
}

/** It is the same chat, or one of which more or less is known now. */
const mayBeSame = (before: ChatEvidence, after: ChatEvidence): boolean =>
  isSameChat(before, before.chosen && after.chosen ? after : { ...after, chosen: before.chosen })
