import type { Message } from '../chat/message.ts'
import type { Segment } from '../chat/segment.ts'
import type { ExportedAutoReply, ExportedMessage, ExportedSegment } from './format.ts'
import { exportedMessageId } from './message-id.ts'
import type { ExportSource } from './ports.ts'

/** A message as the file shows it, its author under the canonical id. Rejects only when `source` does. */
export async function toExportedMessage(message: Message, source: ExportSource): Promise<ExportedMessage> {
  const exported: ExportedMessage = {
    id: await exportedMessageId(message.key),
    at: new Date(message.sentAt).toISOString(),
    direction: message.direction,
    author: message.author === null ? null : source.canonical(message.author),
    authorName: message.authorName,
    segments: message.segments.map(toExportedSegment),
    text: message.text,
    mentionsMe: message.mentionsMe,
  }
  if (message.outboxId !== null) exported.autoReply = await autoReplyOf(message.outboxId, source)
  return exported
}

/** Written field by field: what a later version of a segment carries must not slip into this format. */
function toExportedSegment(segment: Segment): ExportedSegment {
  switch (segment.type) {
    case 'text':
      return { type: 'text', text: segment.text }
    case 'face':
      return { type: 'face', code: segment.code, name: segment.name }
    case 'notice':
      return { type: 'notice', what: segment.what, facts: { ...segment.facts } }
    case 'picture':
    case 'withheld':
    case 'unknown':
      return { type: segment.type }
  }
}

async function autoReplyOf(outboxId: string, source: ExportSource): Promise<ExportedAutoReply> {
  const row = await source.reply(outboxId)
  return row ? { ruleId: row.ruleId, state: row.state } : { ruleId: null, state: 'unknown' }
}
