import * as z from 'zod/mini'
import { SECOND } from '../../../time.ts'
import { withoutControls } from '../controls.ts'
import { decodeText } from '../entities.ts'
import { orElse, wireNumber } from '../shapes.ts'

/** Longest text of a notice that is kept beside the raw item, in UTF-16 units. */
const MAX_TEXT = 300

/** A name or text of a notice on one line, decoded, without control characters and capped; '' when there is none. */
export const maybeLine = orElse(z.pipe(z.string(), z.transform(plainLine)), '')

/** A time in seconds as ms; null when it is missing, broken or not after 1970. */
export const maybeTime = orElse(
  z.pipe(
    wireNumber.check(z.positive()),
    z.transform((seconds): number | null => seconds * SECOND),
  ),
  null,
)

/** Text of the wire for one line of ours. */
export function plainLine(text: string): string {
  return decodeText(withoutControls(text.slice(0, 4 * MAX_TEXT)))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TEXT)
    .toWellFormed()
}

/** The facts that are there: what is missing or empty is left out. */
export function facts(all: Readonly<Record<string, string | number | null | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)] as const],
    ),
  )
}
