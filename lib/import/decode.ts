import { ImportError } from './import-error.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * The encoding of a text by its bytes: its mark, zeros beside Latin letters, valid UTF-8, else the Chinese one (GBK is a part of
 * gb18030). Null while there is nothing but ASCII, which is the same in all of them.
 */
export function encodingOf(bytes: Uint8Array, isStart: boolean): Encoding | null {
  if (isStart) {
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
    if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
    const zeros = zerosIn(bytes.subarray(0, 4_096))
    if (zeros.odd > zeros.even * 4 && zeros.odd > 0) return 'utf-16le'
    if (zeros.even > zeros.odd * 4 && zeros.even > 0) return 'utf-16be'
  }
  if (bytes.every((byte) => byte < 0x80)) return null
  return decodes(bytes, 'utf-8') || !decodes(bytes, 'gb18030') ? 'utf-8' : 'gb18030'
}

function zerosIn(bytes: Uint8Array): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 }
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 'even' : 'odd'] += 1
  return zeros
}

/** The end may be half a character. */
function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * Text out of bytes, chunk by chunk, without its mark. The encoding is settled by the first bytes that are not ASCII.
 * @throws {ImportError} `encoding`, with the line, when bytes stand for nothing in it
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let decoder: TextDecoder | null = null
  let encoding: Encoding | null = null
  let isStart = true
  let lines = 0
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    if (encoding === null) {
      encoding = encodingOf(chunk, isStart)
      if (encoding !== null) decoder = new TextDecoder(encoding, { fatal: true })
    }
    isStart = false
    let text: string
    try {
      // Before anything but ASCII came, every encoding reads it the same.
      text = (decoder ?? new TextDecoder('utf-8', { fatal: true })).decode(chunk, { stream: decoder !== null })
    } catch {
      const guess = new TextDecoder(encoding ?? 'utf-8').decode(chunk)
      const at = guess.indexOf('\ufffd')
      throw new ImportError(
        'encoding',
        { line: 1 + lines + breaks(guess.slice(0, Math.max(0, at))) },
        encoding ?? 'utf-8',
      )
    }
    lines += breaks(text)
    if (text !== '') yield text
  }
  try {
    const rest = decoder?.decode() ?? ''
    if (rest !== '') yield rest
  } catch {
    throw new ImportError('encoding', { line: 1 + lines }, encoding ?? 'utf-8')
  }
}

function breaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
