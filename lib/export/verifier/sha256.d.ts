/** The first half (128 bits) of the SHA-256 of text in UTF-8, as 32 hex digits. */
export function halfSha256(text: string): string
/** The SHA-256 of text in UTF-8, as 64 hex digits. */
export function sha256(text: string): string
/**
 * The same of the first `length` bytes of `block`, its first `digits` hex digits (in eights) as ASCII into `into` from `at` on; behind
 * those bytes `block` has room for 72 more, which are written to.
 */
export function sha256Into(block: Uint8Array, length: number, into: Uint8Array, at: number, digits: number): void
