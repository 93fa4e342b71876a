const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }

/**
 * Text as it was meant: HTML entities decoded exactly once (`&amp;lt;` becomes `&lt;`) and non-breaking blanks made
 * ordinary ones, so that two names that look equal are equal. Unknown entities stay as they are.
 */
export function decodeText(text: string): string {
  return text
    .replace(
      /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]{2,4}));/g,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED[name] ?? whole
        return character(decimal === undefined ? parseInt(hex!, 16) : parseInt(decimal, 10)) ?? whole
      },
    )
    .replaceAll('\u00a0', ' ')
}

function character(code: number): string | null {
  const isText = code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isText || code === 9 || code === 10 || code === 13 ? String.fromCodePoint(code) : null
}
