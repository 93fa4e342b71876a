import { plainLine } from './fields.ts'

/** More than any share needs; what lies behind it is not looked at. */
const MAX_XML = 64 * 1024

const ELEMENT = /<n((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * The words in the XML of a `group_web_message`, a flat list of `<n t="…"/>`: `t` text in `s` (with `l` a link), `b` blank,
 * `r` new line, `s` separator; heads and pictures (`h`, `i`, `c`) say nothing. A reader of exactly that, because a worker
 * has no DOM: what is not well-formed is passed over, and binary (recorded with NULs) gives ''.
 */
export function readShareText(xml: string): string {
  const words = Array.from(xml.slice(0, MAX_XML).matchAll(ELEMENT), ([, attributes = '']) => {
    const { t, s = '' } = attributesOf(attributes)
    if (t === 't') return s
    return t === 'b' || t === 'r' || t === 's' ? ' ' : ''
  })
  return plainLine(words.join(''))
}

function attributesOf(text: string): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Array.from(text.matchAll(ATTRIBUTE), ([, name, plain, single]) => [name, plain ?? single]))
}
