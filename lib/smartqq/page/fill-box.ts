import type { ChatEvidence, FillOutcome } from '../../ports.ts'
import { isSameChat } from './chat-evidence.ts'

/**
 * Puts a text into the page's box for the person to send: only into an empty one, of the chat it is meant for. `open`:
 * the chat that is open now, and its box.
 */
export function fillBox(
  text: string,
  meant: ChatEvidence,
  open: { chat: ChatEvidence; box: HTMLTextAreaElement | null } | null,
): FillOutcome {
  if (!open || !isSameChat(open.chat, meant)) return 'other-chat'
  const { box } = open
  if (!box) return 'no-box'
  if (box.value !== '') return 'not-empty'
  box.value = text
  box.dispatchEvent(new Event('input', { bubbles: true }))
  box.focus({ preventScroll: true })
  box.setSelectionRange(text.length, text.length)
  return 'filled'
}
