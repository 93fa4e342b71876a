import type { Discuss, Friend, Group, Person, World } from './world.ts'

/** A request of the control API that cannot be carried out, in words for the person who sent it. */
export class ControlError extends Error {
  override name = 'ControlError'
}

/** How people, groups and discussions are named in the control API: a real number, or a name as long as it is unique. */
export type Key = string | number

type Named = { number: number; names: readonly (string | null)[] }

function findOne<T extends Named>(kind: string, candidates: readonly T[], key: unknown): T {
  if (typeof key !== 'string' && typeof key !== 'number')
    throw new ControlError(`${kind}: a number or a name is missing`)
  const wanted = String(key)
  const byNumber = candidates.find((candidate) => String(candidate.number) === wanted)
  if (byNumber !== undefined) return byNumber
  const byName = wanted === '' ? [] : candidates.filter((candidate) => candidate.names.includes(wanted))
  const only = byName[0]
  if (only === undefined) throw new ControlError(`${kind} "${wanted}" is not known`)
  if (byName.length > 1) {
    throw new ControlError(
      `${kind} "${wanted}" is not unique: name one by number (${byName.map((c) => c.number).join(', ')})`,
    )
  }
  return only
}

const personOf = (world: World, number: number): Person => {
  const person = world.people.get(number)
  if (person === undefined) throw new Error(`the world has no person ${number}`)
  return person
}

/** Anybody: friends by remark too. @throws ControlError when unknown or not unique */
export function findPerson(world: World, key: unknown): Person {
  const candidates = [...world.people.values()].map((person) => ({
    number: person.number,
    names: [person.nick, world.friends.find((friend) => friend.number === person.number)?.remark ?? null],
  }))
  return personOf(world, findOne('person', candidates, key).number)
}

/** A friend by number, remark or nick. @throws ControlError when unknown or not unique */
export function findFriend(world: World, key: unknown): Friend & { person: Person } {
  const candidates = world.friends.map((friend) => {
    const person = personOf(world, friend.number)
    return { ...friend, person, names: [friend.remark, person.nick] }
  })
  return findOne('friend', candidates, key)
}

/** A group by its real number, name or remark. @throws ControlError when unknown or not unique */
export function findGroup(world: World, key: unknown): Group {
  const candidates = world.groups.map((group) => ({ group, number: group.number, names: [group.name, group.remark] }))
  return findOne('group', candidates, key).group
}

/** A discussion by its fixed number or name. @throws ControlError when unknown or not unique */
export function findDiscuss(world: World, key: unknown): Discuss {
  const candidates = world.discusses.map((discuss) => ({ discuss, number: discuss.number, names: [discuss.name] }))
  return findOne('discuss', candidates, key).discuss
}

/** A member of a group (card counts as a name) or of a discussion. @throws ControlError when unknown or not unique */
export function findMember(world: World, place: Group | Discuss, key: unknown): Person {
  const candidates = place.members.map((entry) => {
    const number = typeof entry === 'number' ? entry : entry.number
    const card = typeof entry === 'number' ? null : entry.card
    const remark = world.friends.find((friend) => friend.number === number)?.remark ?? null
    return { number, names: [card, personOf(world, number).nick, remark] }
  })
  return personOf(world, findOne(`member of "${place.name}"`, candidates, key).number)
}

/** A person who is known to exist. @throws Error when the world is inconsistent */
export { personOf }
