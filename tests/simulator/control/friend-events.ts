import {
  FRIENDSHIP_TYPES,
  friendshipItem,
  friendsChangedItem,
  shakeItem,
  statusItem,
  tipsItem,
  typingItem,
} from '../account/event-items.ts'
import { FILE_EVENTS, fileItem } from '../account/file-items.ts'
import { ControlError, findFriend, findPerson } from '../find-by-key.ts'
import { isOneOf, isRecord } from '../narrow.ts'
import type { Service } from '../service.ts'
import { person } from '../world-people.ts'
import type { Person } from '../world.ts'
import { emit, itemContext, numberOf, textOf } from './emit.ts'
import { livingLogin } from './speak.ts'

type Body = Record<string, unknown>
type Told = { delivered: boolean }

const STATUSES = ['online', 'away', 'busy', 'callme', 'silent', 'offline'] as const
const COMPUTER = 1

/** POST /api/presence `{friend, status, client?}`: a friend comes, goes or changes state. @throws ControlError */
export function presence(service: Service, body: Body): Told {
  const friend = findFriend(service.world, body['friend'])
  const { status } = body
  if (!isOneOf(STATUSES, status)) throw new ControlError(`presence: status must be one of ${STATUSES.join(', ')}`)
  const clientType = numberOf(body, 'client', friend.person.presence?.clientType ?? COMPUTER)
  friend.person.presence = status === 'offline' ? null : { status, clientType }
  const session = service.sessions.current()
  if (session === null || session.ended !== null) return { delivered: false }
  return emit(service, statusItem(session.handles.pollUinOf(friend.number), status, clientType), body)
}

/** POST /api/typing `{friend}`. @throws ControlError */
export function typing(service: Service, body: Body): Told {
  const context = itemContext(service)
  const { number } = findFriend(service.world, body['friend'])
  return emit(service, typingItem(context, context.handles.pollUinOf(number), service.nextMsgId(number)), body)
}

/** POST /api/shake `{friend}`. @throws ControlError */
export function shake(service: Service, body: Body): Told {
  const context = itemContext(service)
  const { number } = findFriend(service.world, body['friend'])
  return emit(service, shakeItem(context, context.handles.pollUinOf(number), service.nextMsgId(number)), body)
}

/** Somebody the world knows, or a new stranger with this number and nick. */
function someone(service: Service, body: Body): Person {
  const { person: key } = body
  if (typeof key !== 'number' || service.world.people.has(key)) return findPerson(service.world, key)
  const stranger = person(key, textOf(body, 'nick', String(key)))
  service.world.people.set(key, stranger)
  return stranger
}

/** POST /api/friendship `{type, person, nick?, msg?, category?}`: a request, an answer to one's own, an addition. @throws ControlError */
export function friendship(service: Service, body: Body): Told {
  const { handles } = livingLogin(service)
  const { type } = body
  if (!isOneOf(FRIENDSHIP_TYPES, type)) {
    throw new ControlError(`friendship: type must be one of ${FRIENDSHIP_TYPES.join(', ')}`)
  }
  const who = someone(service, body)
  const uin = handles.pollUinOf(who.number)
  const seq = service.nextSeq(service.world.ownNumber)
  const words = textOf(body, 'msg', type === 'verify_required' ? `我是${who.nick}` : '')
  const told = emit(service, friendshipItem(type, { ...who, uin }, seq, words), body)
  const becomesFriend = type === 'verify_pass' || type === 'verify_pass_add'
  if (!becomesFriend || service.world.friends.some(({ number }) => number === who.number)) return told
  const category = numberOf(body, 'category', 0)
  service.world.friends.push({ number: who.number, remark: null, category })
  return emit(service, friendsChangedItem([{ uin, groupid: category }], []), body)
}

/** POST /api/file `{friend, event, name?, size?, session?}`: an offer, its end, an offline file, a call. @throws ControlError */
export function file(service: Service, body: Body): Told {
  const context = itemContext(service)
  const { number } = findFriend(service.world, body['friend'])
  const { event = 'offer' } = body
  if (!isOneOf(FILE_EVENTS, event)) throw new ControlError(`file: event must be one of ${FILE_EVENTS.join(', ')}`)
  const shared = {
    uin: context.handles.pollUinOf(number),
    msgId: service.nextMsgId(number),
    name: textOf(body, 'name', '计划.xls'),
    size: numberOf(body, 'size', 24_576),
    at: service.now(),
    session: numberOf(body, 'session', 1000 + service.random.below(60_000)),
  }
  return emit(service, fileItem(context, event, shared), body)
}

/** POST /api/tips `{value}`: a hint of the server. @throws ControlError */
export function tips(service: Service, body: Body): Told {
  livingLogin(service)
  const { value = { buddy: '欢迎' } } = body
  if (!isRecord(value)) throw new ControlError('tips: value must be an object')
  return emit(service, tipsItem(value), body)
}
