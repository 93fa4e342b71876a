import type { ContactId } from '../chat/contact.ts'
import type { Oddment } from '../chat/message.ts'
import { MINUTE } from '../time.ts'
import type { ExportedCompleteness, GapReason } from './format.ts'
import type { ExportRange, ExportSource } from './ports.ts'

type Counted = Pick<ExportedCompleteness, 'unknownKinds' | 'unreadable' | 'echoes' | 'duplicates'>
type Listened = Pick<ExportedCompleteness, 'captured' | 'gaps'>
type Gap = ExportedCompleteness['gaps'][number]
type Watch = Awaited<ReturnType<ExportSource['watches']>>[number]
type Damage = Awaited<ReturnType<ExportSource['damage']>>[number]

/** Time between two spans that is no gap: a poll lasts up to a minute, and the service keeps what comes before the next one. */
const NO_GAP = MINUTE
/** A span that ended no longer ago, and nobody said why, is one that lasts: it is written down only now and then. */
const STILL_LISTENING = 2 * MINUTE

/** Counts what the account received within the range that is not among the messages. */
export function countOddments(
  oddments: readonly Pick<Oddment, 'at' | 'kind' | 'wireKind'>[],
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: ExportRange,
): Counted {
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

/**
 * When somebody listened within the range, and what lies between. `now` (ms) is when the export began: nothing is said about
 * what is later. Before the first span the archive knows of, nobody can say what was missed, so there is no gap.
 */
export function listened(watches: readonly Watch[], range: ExportRange, now: number): Listened {
  const from = range.from ?? Number.NEGATIVE_INFINITY
  const to = Math.min(range.to ?? Number.POSITIVE_INFINITY, now)
  const captured: { from: number; to: number; by: Watch['by'] }[] = []
  const gaps: Gap[] = []
  // How far somebody listened so far, and why no further.
  let upTo: number | null = null
  let ended: string | null = null
  for (const watch of [...watches].sort((a, b) => a.from - b.from)) {
    if (watch.from >= to) break
    const lasts = watch.ended === null && watch.to >= now - STILL_LISTENING
    const end = lasts ? Math.max(watch.to, now) : watch.to
    if (upTo !== null && watch.from - upTo > leeway(ended))
      pushGap(gaps, { from: upTo, to: watch.from, ended }, { from, to })
    pushSpan(captured, { from: Math.max(watch.from, from), to: Math.min(end, to), by: watch.by })
    if (upTo === null || end >= upTo) {
      upTo = end
      ended = watch.ended
    }
  }
  if (upTo !== null && to - upTo > leeway(ended)) pushGap(gaps, { from: upTo, to, ended }, { from, to })
  return {
    captured: captured.map((span) => ({ from: instant(span.from), to: instant(span.to), by: span.by })),
    gaps,
  }
}

/** Who said that it ended is believed to the millisecond. */
function leeway(ended: string | null): number {
  return ended === null || ended === 'handed-over' ? NO_GAP : 0
}

function pushSpan(spans: { from: number; to: number; by: Watch['by'] }[], span: (typeof spans)[number]): void {
  if (span.from >= span.to) return
  const last = spans.at(-1)
  if (last && last.by === span.by && span.from <= last.to) last.to = Math.max(last.to, span.to)
  else spans.push(span)
}

function pushGap(
  gaps: Gap[],
  gap: { from: number; to: number; ended: string | null },
  within: { from: number; to: number },
): void {
  const from = Math.max(gap.from, within.from)
  const to = Math.min(gap.to, within.to)
  if (from < to) gaps.push({ from: instant(from), to: instant(to), why: reasonOf(gap.ended) })
}

function reasonOf(ended: string | null): GapReason {
  switch (ended) {
    case 'offline':
    case 'switched-off':
      return ended
    case null:
      return 'unknown'
    default:
      // Logged out; or handed over to somebody who never began.
      return 'nobody-listening'
  }
}

/** Stored messages that could not be read back, as gaps: of these conversations, oldest first. */
export function damagedGaps(
  damage: readonly Damage[],
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: ExportRange,
  canonical: (id: ContactId) => ContactId,
): (Gap & { conversation: ContactId })[] {
  return damage
    .filter((span) => span.from < to && span.to >= from)
    .sort((a, b) => a.from - b.from)
    .map((span) => ({
      from: instant(span.from),
      to: instant(span.to),
      why: 'damaged',
      conversation: canonical(span.conversation),
      messages: span.messages,
    }))
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
