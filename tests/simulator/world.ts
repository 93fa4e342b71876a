import { createRandom } from './random.ts'
import { generatedMembers, knownPeople } from './world-people.ts'

/** What a friend, member or stranger is doing; `null` where it is kept means offline. */
export type Presence = { status: 'online' | 'away' | 'busy' | 'callme' | 'silent'; clientType: number }

/** Somebody with a real QQ number. All texts are plain: entities are added on the way to the wire. */
export type Person = {
  number: number
  nick: string
  signature: string
  birthday: { year: number; month: number; day: number }
  gender: 'male' | 'female' | 'unknown'
  country: string
  province: string
  city: string
  occupation: string
  college: string
  homepage: string
  personal: string
  email: string
  face: number
  vipLevel: number
  blood: number
  level: number
  presence: Presence | null
}

/** A friend of the account: the remark and the category are the account's own. */
export type Friend = { number: number; remark: string | null; category: number }

/** A member of a group, with the card he has there if any. */
export type GroupMember = { number: number; card: string | null; isAdmin: boolean }

/** A group. `number` is its real number, which the wire of 2018 never shows. */
export type Group = {
  number: number
  name: string
  remark: string | null
  notice: string
  ownerNumber: number
  createdSeconds: number
  /** 0 notify, 1 receive silently, 2 block. */
  mask: number
  members: GroupMember[]
}

/** A discussion. `number` is fixed by this simulator so that tests can name it. */
export type Discuss = { number: number; name: string; members: number[] }

/** Everything that lasts: people, friendships, groups, discussions. What a login adds is in `account/handles.ts`. */
export type World = {
  ownNumber: number
  people: Map<number, Person>
  friends: Friend[]
  categories: { index: number; name: string }[]
  groups: Group[]
  discusses: Discuss[]
}

/** Own account of the seeded world. */
export const OWN_NUMBER = 1234567890

const member = (number: number, card: string | null = null, isAdmin = false): GroupMember => ({ number, card, isAdmin })

/** Builds the seeded world. The same seed gives an equal world; the named people are the same under every seed. */
export function createWorld(seed: string): World {
  const random = createRandom(`${seed}/world`)
  const crowd = generatedMembers(random, 27)
  const people = new Map([...knownPeople(), ...crowd].map((person) => [person.number, person]))
  return {
    ownNumber: OWN_NUMBER,
    people,
    friends: [
      { number: 510942000, remark: '强哥', category: 1 },
      { number: 824566000, remark: null, category: 0 },
      { number: 733201000, remark: '733201000', category: 2 },
      { number: 601000001, remark: null, category: 1 },
      { number: 601000002, remark: null, category: 1 },
      { number: 455667788, remark: '晨晨', category: 1 },
      { number: 900000001, remark: null, category: 0 },
      { number: 900000002, remark: null, category: 0 },
      { number: 900000003, remark: null, category: 2 },
    ],
    // Category 0 (我的好友) is not listed as long as it was not renamed.
    categories: [
      { index: 1, name: '同学' },
      { index: 2, name: '家人' },
    ],
    groups: [
      {
        number: 376024301,
        name: '周末羽毛球',
        remark: '球友',
        notice: '周六九点',
        ownerNumber: 510942000,
        createdSeconds: 1513196534,
        mask: 0,
        members: [
          member(510942000, '强哥&球拍', true),
          member(OWN_NUMBER, '小明同学', true),
          member(398877000),
          member(455667788, '陈晨-周六'),
          member(824566000),
        ],
      },
      {
        number: 512300452,
        name: '项目讨论',
        remark: null,
        notice: '',
        ownerNumber: OWN_NUMBER,
        createdSeconds: 1488355200,
        mask: 0,
        members: [member(OWN_NUMBER, null, true), member(455667788), member(601000001), member(398877000)],
      },
      {
        number: 688811223,
        name: '同城二手',
        remark: null,
        notice: '禁止广告 <违者移出>',
        ownerNumber: crowd[0]?.number ?? OWN_NUMBER,
        createdSeconds: 1401580800,
        mask: 1,
        members: [
          ...crowd.map((person, i) => member(person.number, i % 3 === 0 ? `${person.nick}·${i}栋` : null, i === 1)),
          member(OWN_NUMBER),
          member(733201000),
          member(900000001),
        ],
      },
    ],
    discusses: [
      { number: 900100001, name: '强哥、Lily、小明', members: [510942000, 824566000, OWN_NUMBER] },
      { number: 900100002, name: '', members: [455667788, 733201000, 398877000, OWN_NUMBER] },
    ],
  }
}
