import { person } from './world-people.ts'
import type { GroupMember, World } from './world.ts'
import { createWorld } from './world.ts'

/** A group that both accounts are in, and a friend whom both have: what a client that mixes accounts up gets wrong. */
export const SHARED_GROUP = 376024301
export const SHARED_FRIEND = 510942000

const member = (number: number): GroupMember => ({ number, card: null, isAdmin: false })

/** The world of another account: few people of its own, and a friend and a group that the first account has too. */
export function createSecondWorld(seed: string, ownNumber: number, nick: string): World {
  const first = createWorld(seed)
  const shared = first.groups.find(({ number }) => number === SHARED_GROUP)
  const friend = first.people.get(SHARED_FRIEND)
  const own = person(ownNumber, nick, { signature: '另一个号', face: 7, gender: 'female', level: 9 })
  const others = [person(620000001, '老王', { gender: 'male' }), person(620000002, '小美', { gender: 'female' })]
  const people = [own, ...others, ...(friend === undefined ? [] : [friend])]
  for (const { number } of shared?.members ?? []) {
    const known = first.people.get(number)
    if (known !== undefined && number !== SHARED_FRIEND) people.push(known)
  }
  return {
    ownNumber,
    people: new Map(people.map((each) => [each.number, each])),
    friends: [
      { number: SHARED_FRIEND, remark: null, category: 0 },
      { number: 620000001, remark: '隔壁老王', category: 1 },
      { number: 620000002, remark: null, category: 0 },
    ],
    categories: [{ index: 1, name: '邻居' }],
    groups: [
      ...(shared === undefined ? [] : [{ ...shared, remark: null, members: [...shared.members, member(ownNumber)] }]),
      {
        number: 620000100,
        name: '小区团购',
        remark: null,
        notice: '',
        ownerNumber: 620000001,
        createdSeconds: 1_450_000_000,
        mask: 0,
        members: [member(620000001), member(620000002), member(ownNumber)],
      },
    ],
    discusses: [{ number: 920100001, name: '', members: [SHARED_FRIEND, 620000002, ownNumber] }],
  }
}
