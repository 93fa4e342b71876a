const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi

/** The words of a piece of HTML: tags gone, pictures as `[图片]`, line breaks and entities as what they stand for. Nothing is ever run. */
export function plainText(html: string): string {
  return withoutTags(html.replace(/[\r\n]+/g, '')).replace(
    ENTITY,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : '\ufffd'
    },
  )
}

/** By hand and in one go: a pattern could be made to walk the text again for each bracket. */
function withoutTags(html: string): string {
  let text = ''
  let from = 0
  for (;;) {
    const start = html.indexOf('<', from)
    const end = start === -1 ? -1 : tagEnd(html, start + 1)
    if (end === -1) return text + html.slice(from)
    const tag = html.slice(start + 1, start + 5).toLowerCase()
    text += html.slice(from, start) + (/^img[\s>/]/.test(tag) ? '[图片]' : /^br[\s>/]/.test(tag) ? '\n' : '')
    from = end
  }
}

/** The place behind the bracket that ends a tag; brackets in quotes do not. -1 when it never ends. */
function tagEnd(html: string, from: number): number {
  let quote = 0
  for (let at = from; at < html.length; at++) {
    const code = html.charCodeAt(at)
    if (quote !== 0) quote = code === quote ? 0 : quote
    else if (code === 34 || code === 39) quote = code
    else if (code === 62) return at + 1
  }
  return -1
}
