import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { t } from '../../../lib/i18n/t.ts'
import { log } from '../../../lib/log.ts'
import { IconButton } from '../../../lib/ui/button.tsx'
import { DownloadIcon, PlusIcon } from '../../../lib/ui/icons.tsx'
import { showToast } from '../../../lib/ui/toast.tsx'
import { newRuleAddress, whyAddress } from '../route.ts'
import { CopyIcon, WhyIcon } from './chat-icons.tsx'
import { exportFrom } from './export-from.ts'
import { plainText } from './message-content.tsx'
import { noticeOf } from './message-days.ts'
import type { ReplyFacts } from './reply-mark.tsx'

interface MessageActionsProps {
  /** Canonical id: a message may be stored under one that was merged. */
  conversation: ContactId
  message: Message
  isDecided: boolean
  reply: ReplyFacts | undefined
}

/** What can be done with a message: small buttons over its corner. */
export function MessageActions({ conversation, message, isDecided, reply }: MessageActionsProps) {
  const explained = (reply && 'answers' in reply ? reply.answers.key : null) ?? (isDecided ? message.key : null)
  return (
    <div class="message-actions" role="group" aria-label={t('chats.actions')}>
      <IconButton icon={<CopyIcon />} label={t('chats.copy')} onClick={() => void copy(message)} />
      {explained === null ? null : (
        <a
          class="button button-quiet button-icon"
          href={whyAddress(explained)}
          aria-label={t('decision.why')}
          title={t('decision.why')}
        >
          <WhyIcon />
        </a>
      )}
      {message.direction === 'in' && noticeOf(message) === null ? (
        <a
          class="button button-quiet button-icon"
          href={newRuleAddress(message.key)}
          aria-label={t('chats.makeRule')}
          title={t('chats.makeRule')}
        >
          <PlusIcon />
        </a>
      ) : null}
      <IconButton
        icon={<DownloadIcon />}
        label={t('chats.exportFrom')}
        onClick={() => void exportFrom(conversation, message.sentAt)}
      />
    </div>
  )
}

async function copy(message: Message): Promise<void> {
  try {
    await navigator.clipboard.writeText(plainText(message))
    showToast({ text: t('chats.copied') })
  } catch (error) {
    log('copy-failed', { error: error instanceof Error ? error.name : 'unknown' })
    showToast({ text: t('chats.copyFailed') })
  }
}
