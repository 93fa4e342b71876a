import { sha256 } from './verifier/sha256.js'

/** A block of script or style inside a page, as a content security policy names it: `'sha256-…'`. */
export function inlineHash(text: string): string {
  const bytes = sha256(text).match(/../g) ?? []
  return `'sha256-${btoa(String.fromCharCode(...bytes.map((hex) => Number.parseInt(hex, 16))))}'`
}
