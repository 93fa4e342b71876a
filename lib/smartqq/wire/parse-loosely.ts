import { withoutControls } from './controls.ts'

/**
 * JSON as the service writes it. Messages sometimes carry raw control characters inside their strings (Mojo-Webqq
 * issue 120), which JSON forbids: on a second try line ends and tabs are escaped, all others dropped.
 * @returns undefined when the text is no JSON even then
 */
export function parseLoosely(text: string): unknown {
  return parse(text) ?? parse(repaired(text))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own message quotes the text, which may be private: it is not kept.
    return undefined
  }
}

/**
 * A string, or what is left of one at the end of a text that was cut off: without that second end each quote inside it
 * would be tried as a beginning, which takes a minute for a text of 600 kB.
 */
const STRING = /"[^"\\]*(?:\\[^]?[^"\\]*)*(?:"|$)/g

function repaired(text: string): string {
  const escaped = (string: string) => string.replace(/[\t\n\r]/g, (c) => JSON.stringify(c).slice(1, -1))
  return withoutControls(text.replace(/^\uFEFF/, '')).replace(STRING, escaped)
}
