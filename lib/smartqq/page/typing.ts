import type { ChatEvidence } from '../../ports.ts'
import { isSameChat } from './chat-evidence.ts'

/** While somebody writes it is said this often, ms. */
const SAID_EVERY = 10_000

/**
 * Tells that somebody writes in the open chat and has not sent it: when the box changes and is not empty.
 * @returns a function that takes the box as it is now. What stands in it when a chat is opened is no news, unless
 * somebody is writing it: `isInput`.
 */
export function createTyping(now: () => number, typing: (chat: ChatEvidence) => void) {
  let last: { chat: ChatEvidence; draft: string } | null = null
  let saidAt = -Infinity

  return (chat: ChatEvidence | null, draft: string, isInput: boolean): void => {
    const before = last
    last = chat && { chat, draft }
    if (!chat) return
    const isSame = before !== null && isSameChat(before.chat, chat)
    if (!isSame) saidAt = -Infinity
    const isNews = isSame ? draft !== before.draft : isInput
    if (!isNews || draft === '' || now() - saidAt < SAID_EVERY) return
    saidAt = now()
    typing(chat)
  }
}
