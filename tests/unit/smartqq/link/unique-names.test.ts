import { describe, expect, it } from 'vitest'
import { joinByName } from '../../../../lib/smartqq/link/unique-names.ts'

const named = (...names: string[]) => names.map((name, index) => ({ name, value: `${name}#${index}` }))

describe('joinByName', () => {
  it('joins names that stand once on each side', () => {
    expect(joinByName(named('强哥', 'Lily'), named('Lily', 'Tom', ' 强哥 '))).toEqual([
      ['强哥#0', ' 强哥 #2'],
      ['Lily#1', 'Lily#0'],
    ])
  })

  it('leaves a name alone that stands twice on either side, or is empty', () => {
    expect(joinByName(named('Lily', 'Lily', ''), named('Lily', ''))).toEqual([])
    expect(joinByName(named('Lily', ''), named('Lily', 'Lily ', ''))).toEqual([])
  })
})
