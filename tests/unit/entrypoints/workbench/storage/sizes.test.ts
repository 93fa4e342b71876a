import { describe, expect, it } from 'vitest'
import { arranged } from '../../../../../entrypoints/workbench/storage/sizes.ts'
import type { SizeRow } from '../../../../../entrypoints/workbench/storage/sizes.ts'

const row = (conversation: string, change: Partial<SizeRow> = {}): SizeRow => ({
  conversation,
  account: '1',
  messages: 1,
  bytes: 1,
  firstAt: 0,
  lastAt: 0,
  name: conversation,
  ...change,
})
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const ids = (rows: readonly SizeRow[]) => rows.map(({ conversation }) => conversation)

describe('the table of sizes', () => {
  const rows = [
    row('b', { bytes: 5, name: '同学群' }),
    row('a', { bytes: 5, name: 'Lily' }),
    row('c', { bytes: 9, name: null }),
  ]

  it('is sorted by any column, both ways, and equal ones stay in their order', () => {
    const by = (column: 'bytes' | 'name', isDown: boolean) =>
      ids(arranged(rows, { column, isDown, search: '' }, compare))
    expect(by('bytes', true)).toEqual(['c', 'a', 'b'])
    expect(by('bytes', false)).toEqual(['a', 'b', 'c'])
    expect(by('name', false).slice(0, 2)).toEqual(['a', 'c'])
  })

  it('holds those whose name holds what is searched for, without regard to case', () => {
    expect(ids(arranged(rows, { column: 'name', isDown: false, search: ' LI' }, compare))).toEqual(['a'])
    expect(ids(arranged(rows, { column: 'name', isDown: false, search: '同学' }, compare))).toEqual(['b'])
    expect(arranged(rows, { column: 'name', isDown: false, search: 'x' }, compare)).toEqual([])
  })
})
