import { strangerItem } from '../account/event-items.ts'
import { toContent } from '../account/poll-content.ts'
import type { Manner } from '../account/poll-content.ts'
import type { Part, PollItem } from '../account/poll-items.ts'
import { messageItem } from '../account/poll-items.ts'
import type { Session } from '../account/sessions.ts'
import { echo } from '../calls/send.ts'
import { ControlError, findDiscuss, findFriend, findGroup, findMember, personOf } from '../find-by-key.ts'
import { touchRecent } from '../service.ts'
import type { Service } from '../service.ts'
import type { Discuss, Group } from '../world.ts'

/** The living login. @throws ControlError when nobody is logged in */
export function livingLogin(service: Service): Session {
  const session = service.sessions.current()
  if (session === null || session.ended !== null) throw new ControlError('nobody is logged in')
  return session
}

/** The parts of a message as the control API gives them: `text`, or `content` (the array after the font). */
function partsOf(body: Record<string, unknown>, mention: string | null): Part[] {
  const { text, content, split = false, trailingBlank = false, magicFace } = body
  if (magicFace === true) return []
  if (text !== undefined && typeof text !== 'string') throw new ControlError('text must be a string')
  if (content !== undefined && !Array.isArray(content)) throw new ControlError('content must be an array')
  if (text === undefined && content === undefined) throw new ControlError('text or content is missing')
  const isPart = (part: unknown): part is Part =>
    typeof part === 'string' || (Array.isArray(part) && typeof part[0] === 'string')
  const said: unknown[] = content ?? [text]
  if (!said.every(isPart))
    throw new ControlError('content: each part must be a string or an array that begins with one')
  const parts = trailingBlank === true ? withTrailingBlank(said) : said
  if (mention === null) return parts
  const [first, ...rest] = parts
  // Both forms were recorded: one string, or the name as a part of its own with empty strings beside it.
  if (split === true) return ['', `@${mention}`, '', ' ', ...parts]
  return typeof first === 'string' ? [`@${mention} ${first}`, ...rest] : [`@${mention} `, ...parts]
}

const withTrailingBlank = (parts: readonly Part[]): Part[] => {
  const last = parts.at(-1)
  return typeof last === 'string' ? [...parts.slice(0, -1), `${last} `] : [...parts, ' ']
}

/** What the account is called in a place: its card, else its nick. */
function ownNameIn(service: Service, place: Group | Discuss): string {
  const own = service.world.ownNumber
  for (const entry of place.members) {
    if (typeof entry !== 'number' && entry.number === own && entry.card !== null) return entry.card
  }
  return personOf(service.world, own).nick
}

function timeOf(service: Service, body: Record<string, unknown>): number {
  const { at = service.now() } = body
  if (typeof at !== 'number' || !Number.isFinite(at)) throw new ControlError('at must be milliseconds')
  return at
}

const mannerOf = ({ fromPhone, magicFace, brokenFont }: Record<string, unknown>): Manner => ({
  fromPhone: fromPhone === true,
  magicFace: magicFace === true,
  brokenFont: brokenFont === true,
})

/** Turns one "somebody says" into a poll item. @throws ControlError */
export function spokenItem(service: Service, body: Record<string, unknown>): { item: PollItem; id: number } {
  const { world } = service
  const { handles } = livingLogin(service)
  const context = { ...service, handles }
  const manner = mannerOf(body)
  const at = timeOf(service, body)
  const mentions = body['mentionMe'] === true

  if (body['group'] !== undefined || body['discuss'] !== undefined) {
    const kind = body['group'] !== undefined ? 'group' : 'discuss'
    const place = kind === 'group' ? findGroup(world, body['group']) : findDiscuss(world, body['discuss'])
    const { number } = findMember(world, place, body['member'])
    if (number === world.ownNumber) throw new ControlError('the account itself does not speak here: use self-says')
    const sendUin = handles.pollUinOf(number)
    const id = service.nextMsgId(place.number)
    const origin =
      kind === 'group'
        ? { kind: 'group' as const, gid: handles.gidOf(place.number), sendUin }
        : { kind: 'discuss' as const, did: handles.didOf(place.number), sendUin }
    const parts = partsOf(body, mentions ? ownNameIn(service, place) : null)
    touchRecent(service, { kind, number: place.number })
    return { item: messageItem(context, origin, parts, id, at, manner), id }
  }

  if (body['friend'] === undefined) throw new ControlError('say: name a friend, or a group or discuss and its member')
  const { number } = findFriend(world, body['friend'])
  const id = service.nextMsgId(number)
  const parts = partsOf(body, mentions ? personOf(world, world.ownNumber).nick : null)
  touchRecent(service, { kind: 'friend', number })
  const origin = { kind: 'friend' as const, uin: handles.pollUinOf(number) }
  return { item: messageItem(context, origin, parts, id, at, manner), id }
}

/** A temporary message of a member of a group or discuss who need not be a friend. @throws ControlError */
export function strangerSays(service: Service, body: Record<string, unknown>): { item: PollItem; id: number } {
  const { world } = service
  const { handles } = livingLogin(service)
  const kind = body['group'] !== undefined ? 'group' : 'discuss'
  const place = kind === 'group' ? findGroup(world, body['group']) : findDiscuss(world, body['discuss'])
  const { number } = findMember(world, place, body['member'])
  const id = service.nextMsgId(number)
  const handle = kind === 'group' ? handles.gidOf(place.number) : handles.didOf(place.number)
  const content = toContent(partsOf(body, null), service.settings, mannerOf(body))
  const from = { uin: handles.pollUinOf(number), number, msgId: id }
  const item = strangerItem({ ...service, handles }, from, { kind, handle }, content, timeOf(service, body))
  return { item, id }
}

/** An own message from another device: only its echo reaches this client. @throws ControlError */
export function selfSays(service: Service, body: Record<string, unknown>): void {
  const session = livingLogin(service)
  const { world } = service
  const parts = partsOf(body, null)
  if (body['group'] !== undefined)
    return echo(service, session, { kind: 'group', group: findGroup(world, body['group']) }, parts)
  if (body['discuss'] !== undefined) {
    return echo(service, session, { kind: 'discuss', discuss: findDiscuss(world, body['discuss']) }, parts)
  }
  findFriend(world, body['friend'])
  return echo(service, session, { kind: 'friend' }, parts)
}
