/** What could be a face in a text. Whether the service knows it makes no difference here: a name is not cut apart. */
const BRACKETED = /(\[[A-Za-z\u4e00-\u9fa5]{1,20}?\])/u

const utf8 = new TextEncoder()
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Bytes of the longest piece that is sent. */
export const PIECE_BYTES = 700

/**
 * Cuts a text into pieces the service delivers. Longer ones are answered "send ok" and never arrive (pandolia/qqbot
 * cuts at 720 bytes). A piece ends at a line end if there is one in its second half, else at a blank there, else
 * between two characters; never inside what could be a face, like `[微笑]`, a surrogate pair or, unless it is longer than
 * a whole piece, a composed emoji. The line end or blank of a cut is dropped. Blank pieces are left out.
 * @param maxBytes UTF-8 bytes a piece may have, at least 16
 */
export function splitText(text: string, maxBytes = PIECE_BYTES): string[] {
  const pieces: string[] = []
  let rest = unitsOf(text, maxBytes)
  while (rest.length > 0) {
    const fitting = countFitting(rest, maxBytes)
    const cut = fitting === rest.length ? fitting : bestCut(rest, fitting)
    pieces.push(rest.slice(0, cut).join(''))
    rest = rest.slice(isGap(rest[cut]) ? cut + 1 : cut)
  }
  return pieces.filter((piece) => piece.trim() !== '')
}

/** The smallest parts that stay whole. */
function unitsOf(text: string, maxBytes: number): string[] {
  return text
    .split(BRACKETED)
    .flatMap((piece) => (BRACKETED.test(piece) ? piece : [...graphemes.segment(piece)].map((unit) => unit.segment)))
    .flatMap((unit) => (byteLength(unit) > maxBytes ? Array.from(unit) : unit))
}

function countFitting(units: readonly string[], maxBytes: number): number {
  let size = 0
  const over = units.findIndex((unit) => (size += byteLength(unit)) > maxBytes)
  return over === -1 ? units.length : over
}

/** How many of the `fitting` units the piece takes. The unit after the cut may be the line end or blank itself. */
function bestCut(units: readonly string[], fitting: number): number {
  for (const isHere of [isLineEnd, isGap]) {
    for (let cut = fitting; cut > fitting / 2; cut--) if (isHere(units[cut])) return cut
  }
  return fitting
}

function isLineEnd(unit: string | undefined): boolean {
  return unit === '\n' || unit === '\r\n' || unit === '\r'
}

function isGap(unit: string | undefined): boolean {
  return unit === ' ' || unit === '\t' || unit === '\u3000' || isLineEnd(unit)
}

/** How many bytes a text takes on the wire: the service counts UTF-8, so a Chinese character is three. */
export function byteLength(text: string): number {
  return utf8.encode(text).length
}
