import type { Message } from '../../../lib/chat/message.ts'
import { chatNoticeWords } from '../../../lib/ui/chat-notice-words.ts'

/** What a message says, as text; a notice in the user's language. */
export function messageWords({ segments, text }: Pick<Message, 'segments' | 'text'>): string {
  const [only] = segments
  return segments.length === 1 && only?.type === 'notice' ? chatNoticeWords(only) : text
}
