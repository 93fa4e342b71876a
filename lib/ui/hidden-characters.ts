/**
 * Characters that change how a name reads without being seen: controls, zero-width characters, direction marks and
 * overrides, the byte order mark, line separators, invisible fillers. Variation selectors are left out: they only choose
 * between two pictures of the character before them.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu

/** Joins emoji (family, flags) and is harmless between two pictographs. */
const JOINED_EMOJI = /(\p{Extended_Pictographic}\ufe0f?(?:\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})/gu

/** Whether a name holds characters that cannot be seen. */
export function hasHidden(name: string): boolean {
  return name.replace(JOINED_EMOJI, '$1').search(HIDDEN) >= 0
}

/** The name with each unseen character written out: `a\u200Eb` becomes `a⟨U+200E⟩b`. */
export function revealHidden(name: string): string {
  return name.replace(HIDDEN, (character) => `⟨U+${codePoint(character)}⟩`)
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
