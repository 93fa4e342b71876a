import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHistory, random } from './true-world.ts'
import type { Place, Soul, World } from './true-world.ts'

/** Few names for many people, so that nearly everybody is somebody's double. */
const soul = fc.record({
  nick: fc.constantFrom('小李', '小王', '阿强'),
  remark: fc.option(fc.constantFrom('同桌', '24680', '老板'), { nil: null }),
  category: fc.constantFrom('我的好友', '同学'),
  birthday: fc.constantFrom('1988-03-12', '1991-07-01', '1990-01-01', undefined),
})
const round = fc.record({
  renamed: fc.option(fc.tuple(fc.nat(7), fc.constantFrom('小李', '小王', '新名')), { nil: null }),
  talking: fc.array(fc.nat(7), { minLength: 2, maxLength: 4 }),
  seed: fc.nat(),
})
const worlds = fc.tuple(fc.array(soul, { minLength: 3, maxLength: 8 }), fc.array(round, { minLength: 2, maxLength: 5 }))

const toSoul = (given: typeof soul extends fc.Arbitrary<infer T> ? T : never, index: number): Soul => ({
  ...given,
  id: `soul-${index}`,
  number: String(10_001 + index),
  profile: given.birthday === undefined ? {} : { birthday: given.birthday },
  isFriend: true,
})

describe('people who are hard to tell apart', () => {
  it('are never mixed up while the same people stay friends and keep their names', () => {
    fc.assert(
      fc.property(worlds, ([people, rounds]) => {
        const souls = people.map(toSoul)
        const history = createHistory()
        for (const { talking, seed } of rounds) {
          const members = [...new Set(talking.map((index) => souls[index % souls.length]!.id))]
          const discuss: Place = { id: 'discuss', kind: 'discuss', name: '', createdAt: 0, owner: '', members }
          const world: World = { souls, places: members.length > 1 ? [discuss] : [] }
          history.login(world, random(seed))
        }
        expect(history.mixedUp().filter((ids) => !ids.includes('discuss'))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('are found again by their real number in every login that gives it, whatever their names become', () => {
    fc.assert(
      fc.property(worlds, ([people, rounds]) => {
        const souls = people.map(toSoul)
        const members = souls.slice(0, 3).map(({ id }) => id)
        const discuss: Place = { id: 'discuss', kind: 'discuss', name: '', createdAt: 0, owner: '', members }
        const history = createHistory()
        const seen: (string | undefined)[][] = []
        for (const { renamed, seed } of rounds) {
          if (renamed) souls[renamed[0] % souls.length]!.nick = renamed[1]
          const { contacts } = history.login({ souls, places: [discuss] }, random(seed))
          seen.push(members.map((id) => contacts.get(id)))
        }
        expect(seen).toEqual(seen.map(() => seen[0]))
      }),
      { numRuns: 150 },
    )
  })
})
