import type { Message } from '../../../lib/chat/message.ts'
import type { NoticeSegment } from '../../../lib/chat/segment.ts'
import { localDay, MINUTE } from '../../../lib/time.ts'

/** Messages of one author no further apart than this stand together. */
const TOGETHER = 3 * MINUTE

/** A message and its place among those of its author. */
export interface DayRow {
  message: Message
  /** The first of its group: says who wrote it. */
  isHead: boolean
  /** The last of its group. */
  isTail: boolean
}

/** The messages of one calendar day in the user's zone. */
export interface MessageDay {
  /** `YYYY-MM-DD` */
  day: string
  /** When its first message was sent, ms. */
  at: number
  rows: DayRow[]
}

/** Messages (oldest first) by day, and within a day in groups: one author, one name, no notice and no long silence between. */
export function toDays(messages: readonly Message[]): MessageDay[] {
  const days: MessageDay[] = []
  let before: DayRow | null = null
  for (const message of messages) {
    const day = localDay(message.sentAt)
    const current = days.at(-1)
    const isNewDay = current?.day !== day
    const row: DayRow = {
      message,
      isHead: isNewDay || before === null || !standTogether(before.message, message),
      isTail: true,
    }
    if (before && !row.isHead) before.isTail = false
    if (current && !isNewDay) current.rows.push(row)
    else days.push({ day, at: message.sentAt, rows: [row] })
    before = row
  }
  return days
}

function standTogether(a: Message, b: Message): boolean {
  return (
    a.direction === b.direction &&
    a.author === b.author &&
    a.authorName === b.authorName &&
    // A rule's reply says so in the head of its group.
    (a.source === 'outbox') === (b.source === 'outbox') &&
    b.sentAt - a.sentAt <= TOGETHER &&
    noticeOf(a) === null &&
    noticeOf(b) === null
  )
}

/** The notice that stands in place of words; null for a message somebody wrote. */
export function noticeOf({ segments }: Pick<Message, 'segments'>): NoticeSegment | null {
  const [only] = segments
  return segments.length === 1 && only?.type === 'notice' ? only : null
}
