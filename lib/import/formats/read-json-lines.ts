import type { Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { readLines } from '../lines.ts'
import { fieldsOf } from '../values.ts'
import type { Fields } from '../values.ts'

/**
 * Reads a file with one JSON object a line. Empty lines and comments (`#`) are passed over; a line that is no object is told as
 * a problem, and the others go on. @throws {ImportError}
 */
export async function* readJsonLines(
  chunks: AsyncIterable<string>,
  read: (fields: Fields, line: number, found: Found[]) => void,
): AsyncIterable<Found[]> {
  for await (const lines of readLines(chunks)) {
    const found: Found[] = []
    for (const { text, line } of lines) {
      if (text === '' || text.startsWith('#') || text.trim() === '') continue
      const fields = parsed(text)
      if (fields === null) found.push({ type: 'problem', what: 'broken-line', line })
      else read(fields, line, found)
    }
    yield found
  }
}

function parsed(text: string): Fields | null {
  if (isTooDeep(text)) return null
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return null
  }
}

/** Nested deeper than anything honest, so that whoever walks through it later would not come back. */
function isTooDeep(text: string): boolean {
  if (text.length < LIMITS.depth * 2) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 92) at += 1
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 123 || code === 91) {
      depth += 1
      if (depth > LIMITS.depth) return true
    } else if (code === 125 || code === 93) depth -= 1
  }
  return false
}
