import { describe, expect, it } from 'vitest'
import { openColumn, packColumn } from '../../../../lib/archive/blocks/column.ts'
import type { Column } from '../../../../lib/archive/blocks/column.ts'

function throughJson<T>(values: readonly T[]): { column: Column<T>; back: T[] } {
  const column = JSON.parse(JSON.stringify(packColumn(values))) as Column<T>
  const read = openColumn(column, values.length)
  return { column, back: values.map((_, index) => read(index)) }
}

describe('a column', () => {
  it.each([
    ['one value', ['a', 'a', 'a'], { same: 'a' }],
    ['few values', ['a', 'b', 'a', 'a'], { of: ['a', 'b'], at: [0, 1, 0, 0] }],
    ['texts of one length', ['ab', 'cd', 'ef'], { joined: 'abcdef', ends: 2 }],
    ['texts of any length', ['', 'a', '长😀', ''], { joined: 'a长😀', ends: [0, 1, 4, 4] }],
    ['halves that become one character', ['\uD83D', '\uDE00', 'x'], { joined: '😀x', ends: 1 }],
    ['texts and nothing', ['a', 'b', 'c', null], { each: ['a', 'b', 'c', null] }],
  ])('holds %s, and gives them back', (_, values, expected) => {
    const { column, back } = throughJson(values)
    expect(column).toEqual(expected)
    expect(back).toEqual(values)
  })

  it.each<[string, Column<string>]>([
    ['has a value too few', { each: ['a', 'b'] }],
    ['names a value that is not there', { of: ['a', 'b'], at: [0, 1, 2] }],
    ['names too few', { of: ['a', 'b'], at: [0, 1] }],
    ['lacks a letter', { joined: 'abcde', ends: 2 }],
    ['ends before its text does', { joined: 'abcdef', ends: [1, 2, 5] }],
    ['has too few ends', { joined: 'abcdef', ends: [1, 6] }],
  ])('is refused when it %s', (_, column) => {
    expect(() => openColumn(column, 3)).toThrow(/^a column has/)
  })
})
