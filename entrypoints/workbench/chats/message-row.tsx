import { useComputed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { formatClock, formatMoment } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { Name } from '../../../lib/ui/name.tsx'
import { ContactAvatar } from '../../pages/contact-avatar.tsx'
import { contactAddress } from '../route.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageContent } from './message-content.tsx'
import { noticeOf } from './message-days.ts'
import { ReplyMark } from './reply-mark.tsx'
import type { ReplyFacts } from './reply-mark.tsx'

interface MessageRowProps {
  /** Canonical id. */
  conversation: ContactId
  message: Message
  isHead: boolean
  isTail: boolean
  isMarked: boolean
  isDecided: boolean
  /** For a reply that a rule sent, once it is read. */
  reply: ReplyFacts | undefined
  query: string | null
  /** Keys of the rows under the pointer and with the focus: they show what can be done with them. */
  active: ReadonlySignal<readonly (string | null)[]>
}

/** One message, or a notice as a line. It can have the focus; its time and its author are always there to be read out. */
export function MessageRow(props: MessageRowProps) {
  const { message, isHead, isTail, isMarked, active } = props
  const isActive = useComputed(() => active.value.includes(message.key)).value
  const notice = noticeOf(message) !== null
  const classes = [
    'message',
    notice ? 'message-notice' : `message-${message.direction}`,
    isHead ? 'message-head' : '',
    isTail ? 'message-tail' : '',
    isMarked ? 'message-marked' : '',
    message.recalled ? 'message-recalled' : '',
    props.reply && props.reply.state !== 'sent' && props.reply.state !== 'unknown'
      ? `message-${props.reply.state}`
      : '',
  ]
  return (
    <article
      class={classes.filter(Boolean).join(' ')}
      data-key={message.key}
      tabIndex={-1}
      aria-label={t('chats.message', { author: isolate(authorOf(message)), time: formatMoment(message.sentAt) })}
      aria-current={isMarked ? 'true' : undefined}
    >
      {notice ? <NoticeLine {...props} /> : <Bubble {...props} isActive={isActive} />}
      <div class="message-side">
        <Moment message={message} />
        {isActive ? (
          <MessageActions
            conversation={props.conversation}
            message={message}
            isDecided={props.isDecided}
            reply={props.reply}
          />
        ) : null}
      </div>
    </article>
  )
}

function NoticeLine({ message, query }: MessageRowProps) {
  return (
    <p class="notice-line muted small">
      {message.kind !== 'friend' && message.authorName ? (
        <>
          <Name text={message.authorName} class="notice-name" />{' '}
        </>
      ) : null}
      <MessageContent segments={message.segments} query={query} isWhole={false} />
    </p>
  )
}

/** Its links are stops of the keyboard in the active message only: one leaves the others by a single step. */
function Bubble({ message, isHead, isMarked, isActive, reply, query }: MessageRowProps & { isActive: boolean }) {
  const name = authorOf(message)
  return (
    <>
      {isHead && message.direction === 'in' && message.author !== null ? (
        <ContactAvatar id={message.author} name={name} kind="person" />
      ) : null}
      <div class="message-body">
        {isHead && message.direction === 'in' ? (
          <p class="message-author small">
            {message.author === null ? (
              <Name text={name} class="one-line" />
            ) : (
              <a class="quiet-link one-line" href={contactAddress(message.author)} tabIndex={isActive ? 0 : -1}>
                <Name text={name} />
              </a>
            )}
          </p>
        ) : null}
        <div class="bubble">
          <MessageContent segments={message.segments} query={query} isWhole={isMarked} />
          {message.recalled ? <span class="message-note small">{t('chats.recalled')}</span> : null}
        </div>
        {message.source === 'outbox' ? <ReplyMark reply={reply} isStop={isActive} /> : null}
      </div>
    </>
  )
}

/** Seen on hover and with the focus, read out always. */
function Moment({ message: { sentAt, importId } }: { message: Message }) {
  const moment = importId === undefined ? formatMoment(sentAt) : `${formatMoment(sentAt)} · ${t('chats.imported')}`
  return (
    <span class="message-time muted small">
      {importId === undefined ? null : <span class="unseen">{t('chats.imported')} </span>}
      <time dateTime={new Date(sentAt).toISOString()} title={moment}>
        {formatClock(sentAt, sentAt)}
      </time>
    </span>
  )
}

/** Who wrote it, as they were called then. */
function authorOf({ direction, authorName }: Message): string {
  return direction === 'out' ? t('chats.me') : authorName || t('unknown.person')
}
