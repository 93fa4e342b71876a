import { describe, expect, it } from 'vitest'
import { delayOf } from '../../../lib/rules/delay.ts'
import { MINUTE } from '../../../lib/time.ts'

describe('delayOf', () => {
  it.each<[string, number, string, number, number]>([
    ['as usual for no text', 1_500, '', 0, 1_500],
    ['longer for a longer text', 1_500, '字'.repeat(25), 0, 2_250],
    ['three times as long for a hundred characters', 1_500, '字'.repeat(100), 0, 4_500],
    ['no longer for more', 1_500, '字'.repeat(900), 0, 4_500],
    ['counting characters as people do', 1_500, '😀'.repeat(25), 0, 2_250],
    ['a little more by chance', 1_500, '', 0.5, 1_875],
    ['none when there is none', 0, '字'.repeat(900), 0.9, 0],
    ['never longer than a minute', MINUTE, '字'.repeat(100), 0.9, MINUTE],
  ])('waits %s', (_, usual, text, luck, expected) => {
    expect(delayOf(null, usual, text, luck)).toBe(expected)
  })

  it.each<[string, number, number, number, number]>([
    ['its least', 1_000, 3_000, 0, 1_000],
    ['between the two', 1_000, 3_000, 0.25, 1_500],
    ['nearly its most', 1_000, 3_000, 0.9999, 3_000],
    ['the same when both are', 2_000, 2_000, 0.7, 2_000],
    ['also when they are the wrong way round', 3_000, 1_000, 0.25, 1_500],
    ['not at all', 0, 0, 0.7, 0],
  ])('waits as the rule says: %s', (_, fromMs, toMs, luck, expected) => {
    expect(delayOf({ fromMs, toMs }, 60_000, '字'.repeat(900), luck)).toBe(expected)
  })
})
