import { describe, expect, it, vi } from 'vitest'
import { randomId } from '../../lib/random-id.ts'

describe('a random id', () => {
  it('is another one each time', () => {
    const ids = Array.from({ length: 100 }, randomId)
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is there where a page has no secure context', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(5) })
    expect(randomId()).toBe('05'.repeat(16))
    vi.unstubAllGlobals()
  })
})
