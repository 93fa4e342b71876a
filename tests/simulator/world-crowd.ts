import { createRandom } from './random.ts'
import type { Random } from './random.ts'
import { cardName, groupName, nickName, realName } from './world-names.ts'
import { person } from './world-people.ts'
import type { Group, GroupMember, Person, World } from './world.ts'

/** How much is added to a world. `members`: the size of each added group, the account among them. */
export type Crowd = { friends: number; groups: number; members: number; discusses: number; seed: string }

/** Members of an added group when nothing is said. */
export const DEFAULT_GROUP_SIZE = 50

/** The service let no group grow beyond this. */
export const LARGEST_GROUP = 2000

const CATEGORIES = ['同事', '大学', '老乡', '客户', '网友']
const CITIES = [
  ['江苏', '南京'],
  ['江苏', '苏州'],
  ['浙江', '杭州'],
  ['安徽', '合肥'],
  ['上海', '徐汇'],
  ['', ''],
] as const
const SIGNATURES = ['', '', '忙', '岁月静好', '勿扰', '努力 & 加油', '出差中，有事电话']
const DISCUSS_SIZE = 4

/** The next real numbers that nobody in the world has. */
function* freeNumbers(world: World, from: number, step: number): Generator<number, never> {
  const taken = new Set([...world.people.keys(), ...world.groups.map(({ number }) => number)])
  for (const { number } of world.discusses) taken.add(number)
  for (let number = from; ; number += step) if (!taken.has(number)) yield number
}

function stranger(random: Random, number: number): Person {
  const [province, city] = random.pick(CITIES)
  const status = random.pick(['online', 'online', 'away', 'busy'] as const)
  return person(number, nickName(random), {
    signature: random.pick(SIGNATURES),
    birthday: { year: 1965 + random.below(40), month: 1 + random.below(12), day: 1 + random.below(28) },
    gender: random.pick(['male', 'female', 'unknown'] as const),
    country: province === '' ? '' : '中国',
    province,
    city,
    face: random.below(700),
    level: random.below(60),
    vipLevel: random.below(5) === 0 ? 1 + random.below(6) : 0,
    presence: random.below(3) === 0 ? { status, clientType: random.pick([1, 7, 21, 24, 41]) } : null,
  })
}

/** A remark for some: mostly a real name, now and then the number itself. */
function remark(random: Random, number: number): string | null {
  const roll = random.below(100)
  if (roll < 40) return realName(random)
  return roll < 43 ? String(number) : null
}

/** Distinct entries of a list, drawn from a random place on in uneven steps. */
function draw(random: Random, pool: readonly number[], count: number): number[] {
  const drawn = new Set<number>()
  let at = random.below(Math.max(1, pool.length))
  while (drawn.size < Math.min(count, pool.length)) {
    const candidate = pool[at % pool.length]
    if (candidate !== undefined) drawn.add(candidate)
    at += drawn.size % 7 === 0 ? 1 + random.below(5) : 1
  }
  return [...drawn]
}

function group(random: Random, world: World, number: number, pool: readonly number[], size: number): Group {
  const wantsCards = random.below(10) < 7
  const numbers = [...draw(random, pool, size - 1), world.ownNumber]
  const members = numbers.map((each, i): GroupMember => {
    const hasCard = wantsCards && random.below(3) === 0
    const nick = world.people.get(each)?.nick ?? ''
    return { number: each, card: hasCard ? cardName(random, nick) : null, isAdmin: i === 1 || i === 2 }
  })
  return {
    number,
    name: groupName(random),
    remark: null,
    notice: random.below(2) === 0 ? '' : `进群改名片 <${random.below(100)}>`,
    ownerNumber: numbers[0] ?? world.ownNumber,
    createdSeconds: 1_262_304_000 + random.below(250_000_000),
    mask: random.below(4) === 0 ? 1 : 0,
    members,
  }
}

/** Adds friends, groups and discussions with names as people have them. The same world and crowd give the same result. */
export function addCrowd(world: World, crowd: Crowd): void {
  const random = createRandom(`${crowd.seed}/crowd/${world.people.size}`)
  const peopleNumbers = freeNumbers(world, 300_000_000, 1009)
  const join = (): number => {
    const someone = stranger(random, peopleNumbers.next().value)
    world.people.set(someone.number, someone)
    return someone.number
  }
  for (const name of CATEGORIES) {
    if (crowd.friends === 0 || world.categories.some((category) => category.name === name)) continue
    world.categories.push({ index: Math.max(0, ...world.categories.map(({ index }) => index)) + 1, name })
  }
  const indexes = [0, ...world.categories.map(({ index }) => index)]
  const friends = Array.from({ length: crowd.friends }, join)
  for (const number of friends) {
    world.friends.push({ number, remark: remark(random, number), category: random.pick(indexes) })
  }

  // Groups share their people: three times a group's size is drawn from, friends among them.
  const crowdSize = crowd.groups === 0 ? 0 : crowd.members * (crowd.groups > 1 ? 3 : 1)
  const pool = [...friends, ...Array.from({ length: crowdSize }, join)]
  const groupNumbers = freeNumbers(world, 400_000_500, 7919)
  for (let i = 0; i < crowd.groups; i++) {
    world.groups.push(group(random, world, groupNumbers.next().value, pool, crowd.members))
  }

  const discussNumbers = freeNumbers(world, 900_200_001, 1)
  const known = world.friends.map(({ number }) => number)
  for (let i = 0; i < crowd.discusses; i++) {
    const members = draw(random, known, DISCUSS_SIZE)
    const nicks = members.map((number) => world.people.get(number)?.nick ?? '')
    const name = random.below(3) === 0 ? '' : nicks.join('、').slice(0, 24)
    world.discusses.push({ number: discussNumbers.next().value, name, members: [...members, world.ownNumber] })
  }
}

/** Gives a share (0 to 1) of the friends, groups and cards another name, as time does between logins. */
export function renameSome(world: World, share: number, seed: string): number {
  const random = createRandom(`${seed}/rename`)
  const isChosen = (): boolean => random.below(1_000_000) < share * 1_000_000
  let renamed = 0
  for (const { number } of world.friends) {
    const someone = world.people.get(number)
    if (someone === undefined || !isChosen()) continue
    someone.nick = nickName(random)
    renamed += 1
  }
  for (const place of world.groups) {
    if (isChosen()) {
      place.name = groupName(random)
      renamed += 1
    }
    for (const member of place.members) {
      if (member.card === null || !isChosen()) continue
      member.card = cardName(random, world.people.get(member.number)?.nick ?? '')
      renamed += 1
    }
  }
  return renamed
}
