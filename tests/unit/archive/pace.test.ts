import { describe, expect, it } from 'vitest'
import { createPace } from '../../../lib/archive/pace.ts'

describe('the pace of a search', () => {
  it('asks for as many blocks as those before let expect', () => {
    const pace = createPace()
    const { blocks } = pace.next()
    for (let block = 0; block < blocks; block++) pace.looked([1_000 - block])
    pace.gave(8)
    // Forty are missing, one in each block.
    expect(pace.next()).toEqual({ blocks: 50, enoughAt: null })
  })

  it('is content with the blocks that may have newer ones, once enough are known', () => {
    const pace = createPace()
    pace.next()
    for (let block = 0; block < 10; block++)
      pace.looked(Array.from({ length: 100 }, (_, nth) => 10_000 - 10 * nth - block))
    pace.gave(3)
    // Of each block five.
    expect(pace.next()).toEqual({ blocks: 96, enoughAt: 10_000 - 10 * 4 - 9 })
  })

  it('grows for somebody who wants more than the first', () => {
    const pace = createPace()
    const { blocks } = pace.next()
    for (let block = 0; block < blocks; block++) pace.looked(Array.from({ length: 100 }, () => 1_000))
    pace.gave(200)
    expect(pace.next()).toEqual({ blocks: 2 * blocks, enoughAt: null })
    expect(pace.next()).toEqual({ blocks: 4 * blocks, enoughAt: null })
  })

  it('stays bounded where blocks were read for nothing', () => {
    const pace = createPace()
    pace.next()
    for (let block = 0; block < 10; block++) pace.looked([])
    pace.gave(0)
    expect(pace.next()).toEqual({ blocks: 96, enoughAt: null })
  })
})
