import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { halfSha256, sha256 } from '../../../../lib/export/verifier/sha256.js'

/** Of half a surrogate pair both make U+FFFD. */
const known = (text: string) => createHash('sha256').update(text).digest('hex')

describe('sha256', () => {
  it('is what everybody else computes, for every length around the borders of blocks', () => {
    for (let length = 0; length < 200; length++) expect(sha256('a'.repeat(length))).toBe(known('a'.repeat(length)))
  })

  it('is so for any text, one after the other', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '长', '👍', '\uD83D', '\u0000'), maxLength: 300 }),
        (text) => {
          expect(sha256(text)).toBe(known(text))
          expect(halfSha256(text)).toBe(known(text).slice(0, 32))
        },
      ),
    )
  })

  it('is so for text beyond its first buffer, and short text after it', () => {
    for (const text of ['长'.repeat(50_000), 'short', '']) expect(sha256(text)).toBe(known(text))
  })
})
