import type { Archive } from '../../../lib/archive/port.ts'
import { previewExport } from '../../../lib/export/preview.ts'
import type { ExportPreview } from '../../../lib/export/preview.ts'
import { FORMAT_IDS } from '../../../lib/export/ports.ts'
import { archiveSource } from './archive-source.ts'
import { findLegs } from './find-legs.ts'
import { namesNow } from './leg-names.ts'
import { legWords } from './leg-words.ts'
import type { ExportOrder } from './order.ts'
import { exportOptions } from './run-options.ts'

/** Messages that are shown. */
const SAMPLES = 20

/**
 * What an order would come to at the moment `now` (ms), over all accounts.
 *
 * @throws {ArchiveError} or what `signal` was aborted with.
 */
export async function previewOrder(
  archive: Archive,
  order: ExportOrder,
  now: number,
  signal: AbortSignal,
): Promise<ExportPreview> {
  const legs = await findLegs(archive, order.chats, {})
  const run = {
    id: 'preview',
    title: null,
    generator: { name: '', version: '' },
    task: null,
    since: null,
    order,
    legs,
    startedAt: now,
  }
  const parts: ExportPreview[] = []
  for (const [index, leg] of legs.entries()) {
    signal.throwIfAborted()
    const names = await namesNow(archive, leg.account)
    const options = exportOptions(run, index, legWords(names, order.words))
    parts.push(await previewExport(archiveSource(archive, leg, names), options, signal))
  }
  return togetherOf(parts)
}

function togetherOf(parts: readonly ExportPreview[]): ExportPreview {
  const at = (part: ExportPreview) => [part.firstAt, part.lastAt].filter((one) => one !== null)
  const all = parts.flatMap(at)
  const sum = (count: (part: ExportPreview) => number) => parts.reduce((total, part) => total + count(part), 0)
  const bytes: ExportPreview['bytes'] = {}
  for (const format of FORMAT_IDS) {
    if (parts.some((part) => part.bytes[format] !== undefined)) bytes[format] = sum((part) => part.bytes[format] ?? 0)
  }
  return {
    count: sum(({ count }) => count),
    isEstimate: parts.some(({ isEstimate }) => isEstimate),
    looked: sum(({ looked }) => looked),
    firstAt: all.length > 0 ? Math.min(...all) : null,
    lastAt: all.length > 0 ? Math.max(...all) : null,
    bytes,
    samples: firstSamples(parts.flatMap(({ samples }) => samples)),
  }
}

function firstSamples(samples: ExportPreview['samples']): ExportPreview['samples'] {
  let left = SAMPLES
  return samples.flatMap(({ head, messages }) => {
    const shown = messages.slice(0, left)
    left -= shown.length
    return shown.length > 0 ? [{ head, messages: shown }] : []
  })
}
