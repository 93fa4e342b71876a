import { describe, expect, it } from 'vitest'
import { canonicalId } from '../../../../entrypoints/pages/canonical.ts'
import type { Alias } from '../../../../lib/chat/contact.ts'

const alias = (from: string, to: string): Alias => ({ from, to, why: 'user', at: 0 })

describe('canonicalId', () => {
  it('follows a chain of merges to its end', () => {
    expect(canonicalId([alias('a', 'b'), alias('b', 'c')], 'a')).toBe('c')
    expect(canonicalId([alias('a', 'b')], 'x')).toBe('x')
  })

  it('does not run in a ring for ever', () => {
    expect(['a', 'b']).toContain(canonicalId([alias('a', 'b'), alias('b', 'a')], 'a'))
  })
})
