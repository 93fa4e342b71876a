import { importedReply } from '../chat/imported-reply.ts'
import type { MessageView } from '../chat/message.ts'
import type { Segment } from '../chat/segment.ts'
import type { ExportedAutoReply, ExportedMessage, ExportedSegment } from './format.ts'
import { instantText } from './instant.ts'
import { exportedMessageId } from './message-id.ts'
import type { ExportSource } from './ports.ts'

/** What files tell of automatic replies, by outbox id. */
export type AutoReplies = ReadonlyMap<string, ExportedAutoReply>

/** Looks up the automatic replies among messages. Rejects only when `source` does. */
export async function autoRepliesOf(
  messages: readonly MessageView[],
  source: Pick<ExportSource, 'reply'>,
): Promise<AutoReplies> {
  const found = new Map<string, ExportedAutoReply>()
  for (const { outboxId } of messages) {
    if (outboxId === null || found.has(outboxId)) continue
    const row = await source.reply(outboxId)
    found.set(outboxId, row ? { ruleId: row.ruleId, state: row.state } : { ruleId: null, state: 'unknown' })
  }
  return found
}

/**
 * A message as the file shows it, its author under the canonical id; without its hash. `n` is its number in the conversation.
 * The members come in the order of the format, which the hash chain depends on.
 */
export function toExportedMessage(
  message: MessageView,
  n: number,
  canonical: ExportSource['canonical'],
  replies: AutoReplies,
): ExportedMessage {
  const exported: ExportedMessage = {
    n,
    id: message.exportId ?? exportedMessageId(message.key),
    at: instantText(message.sentAt),
    direction: message.direction,
    author: message.author === null ? null : canonical(message.author),
    authorName: message.authorName,
    segments: toExportedSegments(message),
    text: message.text,
    mentionsMe: message.mentionsMe,
    source: message.source,
  }
  if (message.recalled) exported.recalled = true
  if (message.outboxId !== null) {
    exported.autoReply = importedReply(message.outboxId) ??
      replies.get(message.outboxId) ?? { ruleId: null, state: 'unknown' }
  }
  return exported
}

function toExportedSegments({ segments, text }: Pick<MessageView, 'segments' | 'text'>): ExportedSegment[] {
  const [only] = segments
  // Nearly all are their text alone, of which files hold nothing else: a million of them go another way faster.
  if (segments.length === 1 && only?.type === 'text' && only.text === text) return [only]
  return segments.map(toExportedSegment)
}

/** Written field by field: what a later version of a segment carries must not slip into this format. */
function toExportedSegment(segment: Segment): ExportedSegment {
  switch (segment.type) {
    case 'text':
    case 'quote':
      return { type: segment.type, text: segment.text }
    case 'face':
      return { type: 'face', code: segment.code, name: segment.name }
    case 'notice':
      return { type: 'notice', what: segment.what, facts: { ...segment.facts } }
    case 'attachment':
      return { type: 'attachment', what: segment.what, name: segment.name }
    case 'picture':
    case 'withheld':
    case 'unknown':
      return { type: segment.type }
  }
}
