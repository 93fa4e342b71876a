import type { ConversationSummary } from '../chat/message.ts'
import type { NoticeSegment } from '../chat/segment.ts'
import { formatDuration } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { SECOND } from '../time.ts'

/** What happened in a chat, in the user's language. A fact that the service did not tell is left out with its colon. */
export function chatNoticeWords({ what, facts }: NoticeSegment): string {
  const seconds = Number(facts.seconds)
  const duration = seconds > 0 ? formatDuration(seconds * SECOND) : ''
  return t(`chatNotice.${what}`, { ...facts, duration })
    .replace(/[：:]\s*$/u, '')
    .trim()
}

/** The last thing said in a conversation, on one line: archived text, or a notice in the user's language. */
export function lastWords({ lastText, lastNotice }: Pick<ConversationSummary, 'lastText' | 'lastNotice'>): string {
  return lastNotice ? chatNoticeWords(lastNotice) : lastText
}
