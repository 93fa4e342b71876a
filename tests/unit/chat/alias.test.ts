import { describe, expect, it } from 'vitest'
import { aliasFamilies, canonicalId, sameIds, toAliasMap } from '../../../lib/chat/alias.ts'

const map = toAliasMap([
  { from: 'c', to: 'b' },
  { from: 'b', to: 'a' },
  { from: 'd', to: 'b' },
  { from: 'self', to: 'self' },
  { from: 'x', to: 'y' },
  { from: 'y', to: 'z' },
  { from: 'z', to: 'y' },
])

describe('canonicalId', () => {
  it.each([
    ['is the id itself without an alias', 'nobody', 'nobody'],
    ['is the end of a chain', 'c', 'a'],
    ['is the id itself when it leads to itself', 'self', 'self'],
    ['is the smallest id of a circle', 'z', 'y'],
    ['is that also for an id that leads into the circle', 'x', 'y'],
  ])('%s', (_, id, canonical) => {
    expect(canonicalId(map, id)).toBe(canonical)
  })
})

describe('sameIds', () => {
  it('names the canonical id first and every other one once', () => {
    expect(sameIds(map, 'd')).toEqual(['a', 'c', 'b', 'd'])
    expect(sameIds(map, 'z')).toEqual(['y', 'x', 'z'])
    expect(sameIds(map, 'nobody')).toEqual(['nobody'])
  })
})

describe('aliasFamilies', () => {
  it('has all ids that mean the same under the canonical one, which comes first', () => {
    const families = aliasFamilies(map)
    expect([...families.keys()].toSorted()).toEqual(['a', 'self', 'y'])
    for (const [canonical, ids] of families) {
      expect(ids[0]).toBe(canonical)
      expect(ids.toSorted()).toEqual(sameIds(map, canonical).toSorted())
    }
  })
})
