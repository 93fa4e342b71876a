import type { ExportedMessage } from './format.ts'

/** Adds what a message holds to the counts of a file: once for each kind. An answered message's words count as text. */
export function countContent(counts: Record<string, number>, { segments }: ExportedMessage): void {
  const [only] = segments
  if (!only) return
  if (segments.length === 1) return add(counts, kindOf(only))
  for (const kind of new Set(segments.map(kindOf))) add(counts, kind)
}

/** Adds counts to others. */
export function addCounts(counts: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [kind, count] of Object.entries(more)) add(counts, kind, count)
}

function kindOf({ type }: ExportedMessage['segments'][number]): string {
  return type === 'quote' ? 'text' : type
}

function add(counts: Record<string, number>, kind: string, count = 1): void {
  counts[kind] = (counts[kind] ?? 0) + count
}
