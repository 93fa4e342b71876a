import { describe, expect, it } from 'vitest'
import { countsToday } from '../../../../entrypoints/popup/today-counts.ts'

const NOW = new Date(2026, 0, 5, 0, 30).getTime()
const stored = { day: '2026-01-05', replied: 3, heldBack: 2, uncertain: 1, byRule: { r1: 3 } }

describe('countsToday', () => {
  it('gives the counts of today', () => {
    expect(countsToday(stored, NOW)).toEqual(stored)
  })

  it('gives zeros when the counts are of another day', () => {
    expect(countsToday(stored, new Date(2026, 0, 4, 23, 59).getTime())).toEqual({
      day: '2026-01-04',
      replied: 0,
      heldBack: 0,
      uncertain: 0,
      byRule: {},
    })
  })
})
