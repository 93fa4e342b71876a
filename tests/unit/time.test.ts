import { describe, expect, it } from 'vitest'
import { localDay } from '../../lib/time.ts'

describe('localDay', () => {
  it('has two digits for month and day', () => {
    expect(localDay(new Date(2026, 0, 5, 12).getTime())).toBe('2026-01-05')
  })
})
