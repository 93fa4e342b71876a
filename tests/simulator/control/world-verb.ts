import { friendsChangedItem } from '../account/event-items.ts'
import { ControlError, findFriend, findGroup, findMember, findPerson, personOf } from '../find-by-key.ts'
import { isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import { renameSome } from '../world-crowd.ts'
import { emit } from './emit.ts'

type Body = Record<string, unknown>

function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new ControlError(`world: ${name} must be a string`)
  return value
}

function rename(service: Service, { person, nick, remark }: Body): void {
  const { world } = service
  const found = findPerson(world, person)
  if (nick !== undefined) found.nick = text(nick, 'nick')
  if (remark === undefined) return
  const friend = world.friends.find(({ number }) => number === findFriend(world, found.number).number)
  if (friend !== undefined) friend.remark = remark === null ? null : text(remark, 'remark')
}

function addFriend(service: Service, { number, nick, remark = null, category = 0 }: Body): void {
  const { world } = service
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number <= 0) {
    throw new ControlError('world: addFriend needs a number')
  }
  if (world.friends.some((friend) => friend.number === number))
    throw new ControlError(`world: ${number} is a friend already`)
  if (typeof category !== 'number') throw new ControlError('world: category must be a number')
  if (!world.people.has(number)) {
    const model = personOf(world, world.ownNumber)
    world.people.set(number, { ...model, number, nick: text(nick, 'nick'), signature: '', face: 0, presence: null })
  }
  world.friends.push({ number, remark: remark === null ? null : text(remark, 'remark'), category })
  tellFriends(service, [{ number, groupid: category }], [])
}

function removeFriend(service: Service, { person }: Body): void {
  const { world } = service
  const { number } = findFriend(world, person)
  world.friends = world.friends.filter((friend) => friend.number !== number)
  service.recent = service.recent.filter((contact) => contact.kind !== 'friend' || contact.number !== number)
  tellFriends(service, [], [number])
}

/** The buddylist_change that the service of earlier years sent; nobody to tell while nobody is logged in. */
function tellFriends(service: Service, added: { number: number; groupid: number }[], removed: number[]): void {
  const session = service.sessions.current()
  if (session === null || session.ended !== null) return
  const { handles } = session
  const came = added.map(({ number, groupid }) => ({ uin: handles.pollUinOf(number), groupid }))
  emit(service, friendsChangedItem(came, removed.map(handles.pollUinOf)), {})
}

function renameMany(service: Service, { share = 0.1, seed = 'rename' }: Body): void {
  if (typeof share !== 'number' || share < 0 || share > 1) throw new ControlError('world: share must be from 0 to 1')
  renameSome(service.world, share, String(seed))
}

function setCard(service: Service, { group, member, card }: Body): void {
  const place = findGroup(service.world, group)
  const { number } = findMember(service.world, place, member)
  const entry = place.members.find((candidate) => candidate.number === number)
  if (entry !== undefined) entry.card = card === null ? null : text(card, 'card')
}

function renameGroup(service: Service, { group, name }: Body): void {
  findGroup(service.world, group).name = text(name, 'name')
}

function setMask(service: Service, { group, mask }: Body): void {
  if (mask !== 0 && mask !== 1 && mask !== 2) throw new ControlError('world: mask must be 0, 1 or 2')
  findGroup(service.world, group).mask = mask
}

const CHANGES: Record<string, (service: Service, body: Body) => void> = {
  rename,
  addFriend,
  removeFriend,
  setCard,
  renameGroup,
  setMask,
  renameSome: renameMany,
}

/** POST /api/world: one or several of the changes above, each by its name. @throws ControlError */
export function changeWorld(service: Service, body: Body): void {
  for (const [name, change] of Object.entries(body)) {
    const apply = CHANGES[name]
    if (apply === undefined || !isRecord(change)) {
      throw new ControlError(`world: "${name}" is not a known change (${Object.keys(CHANGES).join(', ')})`)
    }
    apply(service, change)
  }
}
