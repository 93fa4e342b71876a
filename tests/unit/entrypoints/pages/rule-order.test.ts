import { describe, expect, it } from 'vitest'
import { moveTo } from '../../../../entrypoints/pages/rule-order.ts'

describe('moveTo', () => {
  it.each([
    ['down', 'a', 1, 'bac'],
    ['up', 'c', 1, 'acb'],
    ['to the front', 'c', 0, 'cab'],
    ['to the end', 'a', 2, 'bca'],
    ['no further than the ends', 'a', 99, 'bca'],
    ['no further than the front', 'a', -1, 'abc'],
    ['nothing that is not there', 'x', 0, 'abc'],
  ])('moves %s', (_what, id, to, order) => {
    expect(moveTo(['a', 'b', 'c'], id, to).join('')).toBe(order)
  })
})
