import type { Oddment } from '../chat/message.ts'
import type { ExportedCompleteness } from './format.ts'
import type { ExportRange } from './ports.ts'

/** Counts what the account received within the range that is not among the messages. */
export function countOddments(
  oddments: readonly Pick<Oddment, 'at' | 'kind' | 'wireKind'>[],
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: ExportRange,
): Omit<ExportedCompleteness, 'failures'> {
  const counted = { unreadable: 0, echoes: 0, duplicates: 0 }
  const unknown = new Map<string | null, number>()
  for (const oddment of oddments) {
    if (oddment.at < from || oddment.at >= to) continue
    switch (oddment.kind) {
      case 'unknown-kind':
        unknown.set(oddment.wireKind, (unknown.get(oddment.wireKind) ?? 0) + 1)
        break
      case 'unreadable':
        counted.unreadable += 1
        break
      case 'echo':
        counted.echoes += 1
        break
      case 'duplicate':
        counted.duplicates += 1
        break
      case 'lists-changed':
      case 'not-sent':
        // Understood, and nothing that a file of messages would lack: what was refused is no message.
        break
    }
  }
  return { unknownKinds: Array.from(unknown, ([kind, count]) => ({ kind, count })), ...counted }
}
