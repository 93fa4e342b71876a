/** How much text one document keeps for a background that does not take it, in characters: at most twice that in bytes. */
export const KEPT_TEXT = 4_000_000
