import { computed, signal } from '@preact/signals'
import { Component, createRef } from 'preact'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { importedReply } from '../../../lib/chat/imported-reply.ts'
import { t } from '../../../lib/i18n/t.ts'
import { now } from '../../../lib/ui/clock.ts'
import { focusLater } from '../../../lib/ui/focus-later.ts'
import { dayWords } from './day-words.ts'
import { toDays } from './message-days.ts'
import type { MessageFacts } from './message-facts.ts'
import { MessageRow } from './message-row.tsx'
import type { ReplyFacts } from './reply-mark.tsx'
import type { Reader, ReaderView } from './reader.ts'
import { findRow, heldPlace, LINE_HEIGHT, restorePlace, rowsOf, scrollToRow } from './scroll-place.ts'
import type { HeldPlace } from './scroll-place.ts'

interface MessageScrollProps {
  /** Canonical id of the conversation. */
  conversation: ContactId
  reader: Reader
  view: ReaderView
  facts: MessageFacts
  query: string | null
  label: string
  /** Another day is at the top: when its uppermost message was sent, ms. */
  onTop: (at: number) => void
  /** Whether the user looks at the last message. */
  onEnd: (isAtEnd: boolean) => void
}

/** What is kept over a change of the rows. */
interface Before {
  held: HeldPlace | null
  wasAtEnd: boolean
  hadFocus: boolean
}

/** Names what stands beside the messages for `focusLater`. */
export const SIDE_FOCUS = 'chats-side'

/** So near to the end (px) counts as being there. */
const NEAR_END = 32

/**
 * The messages of the window in a box that scrolls. Reads on before an edge comes into view, and keeps what the user looks
 * at where it is when rows come and go above it. Without a place of its own the box takes the focus for the keys: up and down
 * walk the messages, the page keys screenfuls, Home and End lead to the first and the last of the conversation.
 */
export class MessageScroll extends Component<MessageScrollProps> {
  private readonly box = createRef<HTMLDivElement>()
  private readonly hovered = signal<string | null>(null)
  private readonly focused = signal<string | null>(null)
  private readonly active = computed(() => [this.hovered.value, this.focused.value])
  private turn = 0
  private held: HeldPlace | null = null
  private frame = 0
  /** Size of the box at the last look, px. */
  private width = 0
  private height = 0
  private wasAtEnd = false
  /** It is not drawn: a narrow window shows the search in its place. Then it measures nothing, and forgets its scroll position. */
  private isHidden = false
  private observer: ResizeObserver | null = null

  override componentDidMount(): void {
    const box = this.box.current
    if (!box) return
    this.observer = new ResizeObserver(() => this.resized())
    this.observer.observe(box)
    this.settle(null)
  }

  override componentWillUnmount(): void {
    this.observer?.disconnect()
    // With the message that had it the focus would be gone: the keys go on in the list beside it.
    if (this.box.current?.contains(document.activeElement)) focusLater(SIDE_FOCUS)
    cancelAnimationFrame(this.frame)
  }

  override getSnapshotBeforeUpdate(): Before {
    const box = this.box.current
    return {
      held: box && heldPlace(box),
      wasAtEnd: this.isAtEnd(this.height),
      hadFocus: box?.contains(document.activeElement) ?? false,
    }
  }

  override componentDidUpdate(_props: MessageScrollProps, _state: object, before: Before): void {
    this.settle(before)
  }

  /** Puts the scroll position right after the rows have changed. */
  private settle(before: Before | null): void {
    const box = this.box.current
    if (!box) return
    const { view } = this.props
    if (view.turn !== this.turn) {
      this.turn = view.turn
      if (view.to === 'end') box.scrollTop = box.scrollHeight
      else scrollToRow(box, view.to.key, view.to.align)
      if (view.takesFocus) this.focusRow(view.to === 'end' ? rowsOf(box).at(-1) : findRow(box, view.to.key))
    } else if (before?.wasAtEnd && view.window.hasEnd) box.scrollTop = box.scrollHeight
    else if (before?.held) restorePlace(box, before.held)
    // The row that had it may be gone; the keys must go on working.
    if (before?.hadFocus && !box.contains(document.activeElement)) box.focus({ preventScroll: true })
    this.look()
  }

  private resized(): void {
    const box = this.box.current
    if (!box) return
    const wasHidden = this.isHidden
    this.isHidden = box.clientHeight === 0
    if (this.isHidden) return
    // Another width makes every text break elsewhere.
    const isBrokenAnew = wasHidden || box.clientWidth !== this.width
    if (isBrokenAnew ? this.wasAtEnd : this.isAtEnd(this.height)) box.scrollTop = box.scrollHeight
    else if (isBrokenAnew && this.held) restorePlace(box, this.held)
    this.look()
  }

  /** `height`: what the box had, px, when the user was left there: it may have become lower since, for what stands above it. */
  private isAtEnd(height = 0): boolean {
    const box = this.box.current
    if (!box || !this.props.view.window.hasEnd) return false
    return box.scrollHeight - box.scrollTop - Math.max(height, box.clientHeight) <= NEAR_END
  }

  /** Says where the user looks, and reads on where an edge is near. */
  private look(): void {
    const box = this.box.current
    if (!box || this.isHidden) return
    const { reader, view, onTop, onEnd } = this.props
    this.held = heldPlace(box)
    this.width = box.clientWidth
    this.height = box.clientHeight
    // What the line with the day covers is not what one reads.
    const seen = heldPlace(box, LINE_HEIGHT)?.key
    const top = view.window.messages.find(({ key }) => key === seen)
    if (top) onTop(top.sentAt)
    const isAtEnd = (this.wasAtEnd = this.isAtEnd())
    reader.follow(isAtEnd)
    onEnd(isAtEnd)
    const near = box.clientHeight * 1.5
    if (box.scrollTop < near) void reader.more('older')
    if (box.scrollHeight - box.scrollTop - box.clientHeight < near) void reader.more('newer')
  }

  private scrolled(): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.look())
  }

  private focusRow(row: HTMLElement | null | undefined): void {
    row?.focus({ preventScroll: true })
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const { reader } = this.props
    switch (event.key) {
      case 'ArrowUp':
        void this.walk(-1)
        break
      case 'ArrowDown':
        void this.walk(1)
        break
      case 'PageUp':
        this.page(-1)
        break
      case 'PageDown':
        this.page(1)
        break
      case 'Home':
        void reader.jump('start', true)
        break
      case 'End':
        void reader.jump('end', true)
        break
      default:
        return
    }
    event.preventDefault()
  }

  /** The focus to the next message, or to one in view when none has it. */
  private async walk(step: 1 | -1): Promise<void> {
    const box = this.box.current
    if (!box) return
    const from = this.focusedRow()
    if (!from) return this.focusRow(this.inView(step))
    const next = () => rowsOf(box)[rowsOf(box).indexOf(from) + step]
    if (!next()) await this.props.reader.more(step < 0 ? 'older' : 'newer')
    const row = next()
    if (!row) return
    this.focusRow(row)
    row.scrollIntoView({ block: 'nearest' })
  }

  private page(step: 1 | -1): void {
    const box = this.box.current
    if (!box) return
    box.scrollTop += step * (box.clientHeight - 2 * LINE_HEIGHT)
    this.focusRow(this.inView(step < 0 ? 1 : -1))
  }

  private focusedRow(): HTMLElement | null {
    return document.activeElement?.closest<HTMLElement>('[data-key]') ?? null
  }

  /** The first row that is wholly in view (1), or the last one (-1). */
  private inView(edge: 1 | -1): HTMLElement | undefined {
    const box = this.box.current
    if (!box) return undefined
    const { top, bottom } = box.getBoundingClientRect()
    const isIn = (row: HTMLElement) => {
      const place = row.getBoundingClientRect()
      return place.top >= top + LINE_HEIGHT && place.bottom <= bottom
    }
    const rows = rowsOf(box)
    return edge > 0 ? rows.find(isIn) : rows.findLast(isIn)
  }

  render() {
    const { conversation, view, facts, query, label } = this.props
    const { messages, hasStart } = view.window
    return (
      <div
        class="messages"
        ref={this.box}
        tabIndex={0}
        role="feed"
        aria-label={label}
        onScroll={() => this.scrolled()}
        onKeyDown={(event) => this.pressed(event)}
        onPointerOver={({ target }) => (this.hovered.value = keyAt(target))}
        onPointerLeave={() => (this.hovered.value = null)}
        onFocusIn={({ target }) => (this.focused.value = keyAt(target))}
        onFocusOut={({ relatedTarget }) => (this.focused.value = keyAt(relatedTarget))}
      >
        {hasStart ? <p class="messages-start muted small">{t('chats.start')}</p> : null}
        {toDays(messages).map(({ day, at, rows }) => (
          <div class="day" key={day}>
            <p class="day-line">
              <span>{dayWords(at, now.value)}</span>
            </p>
            {rows.map(({ message, isHead, isTail }) => (
              <MessageRow
                key={message.key}
                conversation={conversation}
                message={message}
                isHead={isHead}
                isTail={isTail}
                isMarked={message.key === view.marked}
                isDecided={facts.decided.has(message.key)}
                reply={replyOf(message, facts)}
                query={query}
                active={this.active}
              />
            ))}
          </div>
        ))}
      </div>
    )
  }
}

/** What became of a reply that a rule sent: by its row, or as the file told that it was imported from. */
function replyOf({ outboxId }: Message, { replies }: MessageFacts): ReplyFacts | undefined {
  if (outboxId === null) return undefined
  return replies.get(outboxId) ?? importedReply(outboxId) ?? undefined
}

/** Key of the message an event happened in. */
function keyAt(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-key]')?.dataset.key ?? null) : null
}
