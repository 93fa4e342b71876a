/** Longest name in a picture, in characters; the table beside it has it whole. */
const LONGEST = 14

// What XML has no place for; a picture with any of it in it would not open.
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/gu

/** Somebody else's text for a picture: cut, without what breaks the file or turns the text around it. */
export function chartText(text: string): string {
  const clean = text.toWellFormed().replace(NOT_XML, '').replace(DIRECTIONS, '').trim()
  const characters = Array.from(clean)
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : clean
}
