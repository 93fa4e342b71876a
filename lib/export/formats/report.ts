import { completenessLines } from '../completeness-lines.ts'
import type { ExportedCompleteness } from '../format.ts'
import type { FileContext } from '../ports.ts'
import { oneLine } from './controls.ts'

/**
 * The completeness report as lines of plain text, in the language and the zone of the file; the heading is the format's own.
 * Lines that belong to the one before them have two blanks before them.
 */
export function reportLines(
  completeness: ExportedCompleteness,
  { language, timeZone }: Pick<FileContext, 'language' | 'timeZone'>,
): string[] {
  const [, ...lines] = completenessLines(completeness, language, timeZone)
  return lines.map((line) => (line.startsWith('  ') ? '  ' : '') + oneLine(line))
}
