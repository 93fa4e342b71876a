/** The first half (128 bits) of the SHA-256 of text in UTF-8, as 32 hex digits. */
export function halfSha256(text: string): string
/** The SHA-256 of text in UTF-8, as 64 hex digits. */
export function sha256(text: string): string
