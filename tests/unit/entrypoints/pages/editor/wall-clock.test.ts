import { describe, expect, it } from 'vitest'
import { clockOf, minutesOf } from '../../../../../entrypoints/pages/editor/wall-clock.ts'

describe('clockOf and minutesOf', () => {
  it.each([
    [0, '00:00', 'from'],
    [485, '08:05', 'from'],
    [1_439, '23:59', 'to'],
    [1_440, '00:00', 'to'],
  ] as const)('say %d as %s and read it again', (minutes, clock, edge) => {
    expect(clockOf(minutes)).toBe(clock)
    expect(minutesOf(clock, edge)).toBe(minutes)
  })

  it('are empty and no number for what is neither', () => {
    expect(clockOf(Number.NaN)).toBe('')
    expect(minutesOf('', 'from')).toBeNaN()
  })
})
