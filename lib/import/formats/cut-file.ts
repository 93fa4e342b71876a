import { createJsonCutter } from '../json-cutter.ts'
import type { Cut, CutValue } from '../json-cutter.ts'
import type { Found } from '../found.ts'

/** Reads a JSON file through the cutter; `read` adds what a value says. @throws {ImportError} */
export async function* cutFile(
  chunks: AsyncIterable<string>,
  cut: Cut,
  read: (value: CutValue, found: Found[]) => void,
): AsyncIterable<Found[]> {
  const cutter = createJsonCutter(cut)
  for await (const chunk of chunks) {
    const values = cutter.push(chunk)
    if (values.length === 0) continue
    const found: Found[] = []
    for (const value of values) read(value, found)
    yield found
  }
  cutter.end()
}
