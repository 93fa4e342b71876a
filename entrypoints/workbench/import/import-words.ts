import { t } from '../../../lib/i18n/t.ts'
import type { ImportFormatId } from '../../../lib/import/import-format.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import type { Failure, Preview } from './worker-words.ts'

/** The name of a format. Formats of earlier records that nobody knows any more go by the name they have. */
export function formatName(format: string): string {
  const known: Partial<Record<string, ImportFormatId>> = FORMATS
  const id = known[format]
  return id === undefined ? format : t(`import.format.${id}`)
}

const FORMATS: Record<ImportFormatId, ImportFormatId> = {
  'ours-json': 'ours-json',
  'ours-jsonl': 'ours-jsonl',
  'chatlab-json': 'chatlab-json',
  'chatlab-jsonl': 'chatlab-jsonl',
  'qce-json': 'qce-json',
  'qce-jsonl': 'qce-jsonl',
  telegram: 'telegram',
  'qq-txt': 'qq-txt',
  'qq-mht': 'qq-mht',
}

/** What is wrong, in words. */
export function failureWords(failure: Failure): string {
  if (failure.of === 'archive') return t(`failed.archive.${failure.why}`)
  return t(`import.error.${failure.why}`, { seen: isolate(failure.seen) })
}

/** Why something that was chosen is passed over. */
export function ignoredWords({ why, seen }: Preview['ignored'][number]): string {
  return failureWords({ of: 'file', why, place: {}, seen })
}

/** Where it is: file, entry, line. Null when nothing is known of it. */
export function placeWords({
  file,
  entry,
  line,
}: {
  file?: string
  entry?: string | null
  line?: number
}): string | null {
  const name = [file, entry]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .map((part) => isolate(part ?? ''))
  if (line !== undefined) name.push(t('import.line', { line: String(line) }))
  return name.length === 0 ? null : name.join(' · ')
}
