const CONTROL = /\p{Cc}/gu

/**
 * Text for files that cannot carry control characters: each becomes the sign that stands for it (NUL is ␀), those without a
 * sign U+FFFD. Tabs and line breaks stay.
 */
export function visibleControls(text: string): string {
  return text.replace(CONTROL, (character) => {
    const code = character.charCodeAt(0)
    if (character === '\t' || character === '\n' || character === '\r') return character
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '\ufffd'
  })
}

/** The same, with every line break as LF. */
export function plainLines(text: string): string {
  return visibleControls(text.replace(/\r\n?/g, '\n'))
}

/** The same on one line, for names and headings; empty when nothing of it is to be seen. */
export function oneLine(text: string): string {
  return visibleControls(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).trim()
}
