import { ImportError } from './import-error.ts'
import { LIMITS } from './limits.ts'

export interface Line {
  /** Without its line break. */
  text: string
  /** From 1. */
  line: number
}

/** Lines of a text that comes in chunks, as many at once as a chunk ends. LF and CRLF end one. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncIterable<Line[]> {
  let rest = ''
  let line = 0
  for await (const chunk of chunks) {
    if (chunk.indexOf('\n') === -1) {
      rest += chunk
      if (rest.length > LIMITS.line) throw new ImportError('line-too-long', { line: line + 1 })
      continue
    }
    const pieces = (rest + chunk).split('\n')
    rest = pieces.pop() ?? ''
    const found: Line[] = []
    for (const piece of pieces) {
      line += 1
      if (piece.length > LIMITS.line) throw new ImportError('line-too-long', { line })
      found.push({ text: piece.endsWith('\r') ? piece.slice(0, -1) : piece, line })
    }
    yield found
  }
  if (rest !== '') yield [{ text: rest.endsWith('\r') ? rest.slice(0, -1) : rest, line: line + 1 }]
}
