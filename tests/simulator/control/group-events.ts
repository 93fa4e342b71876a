import { GROUP_EVENTS, groupEventItem, sharedFileItem } from '../account/group-items.ts'
import type { GroupEvent } from '../account/group-items.ts'
import { muteWords } from '../account/mute-words.ts'
import type { Origin } from '../account/poll-items.ts'
import { messageItem } from '../account/poll-items.ts'
import { ControlError, findGroup, findMember, findPerson } from '../find-by-key.ts'
import { isOneOf } from '../narrow.ts'
import { touchRecent } from '../service.ts'
import type { Service } from '../service.ts'
import type { Group, World } from '../world.ts'
import { emit, itemContext, numberOf, textOf } from './emit.ts'

type Body = Record<string, unknown>

const isMember = (group: Group, number: number): boolean => group.members.some((each) => each.number === number)

function dropMember(group: Group, number: number): void {
  group.members = group.members.filter((each) => each.number !== number)
}

/** What the event leaves behind in the world. */
function changeWorldBy(world: World, event: GroupEvent, group: Group, number: number): void {
  const member = group.members.find((each) => each.number === number)
  if (event === 'join' && member === undefined) group.members.push({ number, card: null, isAdmin: false })
  if (event === 'leave' || event === 'kick') dropMember(group, number)
  if ((event === 'admin' || event === 'unadmin') && member !== undefined) member.isAdmin = event === 'admin'
  const isGone = event === 'dissolve' || ((event === 'leave' || event === 'kick') && number === world.ownNumber)
  if (isGone) world.groups = world.groups.filter((each) => each !== group)
}

/** A group that did not exist before, with its owner and the account in it. */
function founded(service: Service, body: Body): Group {
  const { world } = service
  const owner = findPerson(world, body['member'])
  const number = numberOf(body, 'number', 0)
  if (number <= 0 || world.groups.some((group) => group.number === number)) {
    throw new ControlError('group-event: create needs a number that no group has')
  }
  const numbers = owner.number === world.ownNumber ? [world.ownNumber] : [owner.number, world.ownNumber]
  const group: Group = {
    number,
    name: textOf(body, 'name', '新群'),
    remark: null,
    notice: '',
    ownerNumber: owner.number,
    createdSeconds: Math.floor(service.now() / 1000),
    mask: 0,
    members: numbers.map((each) => ({ number: each, card: null, isAdmin: false })),
  }
  world.groups.push(group)
  return group
}

/**
 * POST /api/group-event `{event, group, member, msg?}`, for `create` `{number, name?, member}`: changes the world and tells
 * the account of it. @throws ControlError
 */
export function groupEvent(service: Service, body: Body): { delivered: boolean } {
  const { event } = body
  if (!isOneOf(GROUP_EVENTS, event)) {
    throw new ControlError(`group-event: event must be one of ${GROUP_EVENTS.join(', ')}`)
  }
  const context = itemContext(service)
  const { world } = service
  const group = event === 'create' ? founded(service, body) : findGroup(world, body['group'])
  const comesFromOutside = event === 'create' || event === 'join' || event === 'request'
  const key = body['member'] ?? world.ownNumber
  const { number } = comesFromOutside ? findPerson(world, key) : memberOrOwn(world, group, key)
  if (event === 'join' && isMember(group, number)) throw new ControlError(`group-event: ${number} is a member already`)
  const admin = group.ownerNumber
  const uins = { member: context.handles.pollUinOf(number), admin: context.handles.pollUinOf(admin) }
  const numbers = {
    gid: context.handles.gidOf(group.number),
    code: context.handles.codeOf(group.number),
    number: group.number,
  }
  changeWorldBy(world, event, group, number)
  const people = { ...uins, number, adminIsOwner: true }
  const msgId = service.nextMsgId(group.number)
  return emit(service, groupEventItem(context, event, numbers, people, textOf(body, 'msg', ''), msgId), body)
}

/** Answers to one's own request to join (`agree`, `deny`) are about the account, which is no member yet. */
const memberOrOwn = (world: World, group: Group, key: unknown): { number: number } =>
  key === world.ownNumber ? { number: world.ownNumber } : findMember(world, group, key)

/** POST /api/share-file `{group, member, name}`: a file in the group's share. @throws ControlError */
export function shareFile(service: Service, body: Body): { delivered: boolean } {
  const context = itemContext(service)
  const group = findGroup(service.world, body['group'])
  const { number } = findMember(service.world, group, body['member'])
  const place = { gid: context.handles.gidOf(group.number), code: context.handles.codeOf(group.number) }
  const sender = { uin: context.handles.pollUinOf(number), number }
  const name = textOf(body, 'name', 'plan.xls')
  return emit(service, sharedFileItem(context, place, sender, name, service.nextMsgId(group.number)), body)
}

/** POST /api/mute `{group, member?, minutes?}`: one is muted (0 = no more), or everybody. @throws ControlError */
export function mute(service: Service, body: Body): { ids: number[] } {
  const context = itemContext(service)
  const group = findGroup(service.world, body['group'])
  const minutes = numberOf(body, 'minutes', 10)
  const muted = body['member'] === undefined ? null : findMember(service.world, group, body['member']).number
  const words = muteWords(service.world, group, muted, minutes)
  const { handles } = context
  const origin: Origin = {
    kind: 'group',
    gid: handles.gidOf(group.number),
    sendUin: handles.pollUinOf(group.ownerNumber),
  }
  const id = service.nextMsgId(group.number)
  touchRecent(service, { kind: 'group', number: group.number })
  service.polls.deliver([messageItem(context, origin, [words], id, service.now())])
  return { ids: [id] }
}
