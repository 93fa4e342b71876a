import type { EchoTarget, Part } from '../account/poll-items.ts'
import { echoOrigin, messageItem } from '../account/poll-items.ts'
import type { Session } from '../account/sessions.ts'
import { personOf } from '../find-by-key.ts'
import { touchRecent } from '../service.ts'
import type { Service } from '../service.ts'
import { isLost, isToldOk } from '../wire/faults.ts'
import type { Fault } from '../wire/faults.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { failure, sendOk } from '../wire/message.ts'
import { isFiltered, isRefused, LONGEST_TEXT_BYTES, readSend } from './send-body.ts'

const FIELD = { friend: 'to', group: 'group_uin', discuss: 'did' } as const
type Kind = keyof typeof FIELD

type Target = { number: number; name: string; echo: EchoTarget; reached: boolean }

function findTarget(service: Service, session: Session, kind: Kind, id: number): Target | null {
  const { world } = service
  const { handles } = session
  if (kind === 'group') {
    const group = world.groups.find((candidate) => candidate.number === handles.groupOfGid(id))
    return group === undefined ? null : { number: group.number, name: group.name, echo: { kind, group }, reached: true }
  }
  if (kind === 'discuss') {
    const discuss = world.discusses.find((candidate) => candidate.number === handles.discussOfDid(id))
    if (discuss === undefined) return null
    return { number: discuss.number, name: discuss.name, echo: { kind, discuss }, reached: true }
  }
  const number = handles.numberOf(id)
  if (number === null || number === world.ownNumber) return null
  const isFriend = world.friends.some((friend) => friend.number === number)
  // Of two uins for one person only the poll's reaches him.
  const reached = isFriend && id === handles.pollUinOf(number)
  return { number, name: personOf(world, number).nick, echo: { kind }, reached }
}

/** Whether the service drops a text and says nothing of it. */
function isSwallowed(service: Service, targetId: number, text: string): boolean {
  const { mostRepeats, textFilter } = service.settings
  const repeats = service.sent.since(0).filter((each) => each.targetId === targetId && each.text === text).length
  const isTooFast = Date.now() - service.lastSendAt < service.settings.minSendGapMs
  service.lastSendAt = Date.now()
  const isTooLong = Buffer.byteLength(text) > LONGEST_TEXT_BYTES
  const isRepeated = mostRepeats > 0 && repeats >= mostRepeats
  return isTooFast || isTooLong || isRepeated || (textFilter && isFiltered(text))
}

/**
 * POST /channel/send_buddy_msg2, send_qun_msg2, send_discu_msg2. `fault` is a planned uncertain failure: whether or not
 * the message went out, the client is told 1202 or loses the connection.
 */
export function sendMessage(kind: Kind): (service: Service, request: WireRequest, fault: Fault | null) => WireReply {
  return (service, request, fault) => {
    const body = readSend(service, request, FIELD[kind])
    if (isRefused(body)) return body
    const { session, id, msgId, parts, text, raw } = body

    const target = findTarget(service, session, kind, id)
    const entry = {
      at: Date.now(),
      kind,
      to: target === null ? null : { number: target.number, name: target.name },
      targetId: id,
      text,
      content: raw,
      msgId,
    }
    if (target === null) {
      service.sent.add({ ...entry, delivered: false, reply: 100001 })
      return failure(100001)
    }

    const swallowed = isSwallowed(service, id, text)
    const delivered = target.reached && !swallowed && !isLost(fault)
    service.sent.add({ ...entry, delivered, reply: replyOf(fault) })
    if (delivered) touchRecent(service, { kind, number: target.number })

    const afterSent = (): void => {
      if (!delivered) return
      if (service.settings.echo) echo(service, session, target.echo, parts)
      if (kind === 'friend') answerByMachine(service, session, target.number)
    }
    if (fault === null || isToldOk(fault)) return sendOk(service.settings, { afterSent })
    if (fault.kind !== 'reset-delivered') return failure(1202, { afterSent })
    setImmediate(afterSent)
    return 'reset'
  }
}

function replyOf(fault: Fault | null): number | string {
  if (fault === null || isToldOk(fault)) return 0
  return fault.kind === 'reset-delivered' ? 'reset' : 1202
}

/** What a friend's answering machine says to what has just reached it. */
function answerByMachine(service: Service, session: Session, number: number): void {
  const answer = service.machines.next(number)
  if (answer === null) return
  const say = (): void => {
    if (session.ended !== null) return
    const context = { ...service, handles: session.handles }
    const origin = { kind: 'friend' as const, uin: session.handles.pollUinOf(number) }
    service.polls.deliver([messageItem(context, origin, [answer.text], service.nextMsgId(number), service.now())])
  }
  if (answer.afterMs === 0) say()
  else setTimeout(say, answer.afterMs).unref()
}

/** Brings an own message back through the poll, as the service does since 2017-05-24. */
export function echo(service: Service, session: Session, to: EchoTarget, parts: readonly Part[]): void {
  const origin = echoOrigin(service.world, session.handles, to)
  const msgId = service.nextMsgId(service.world.ownNumber)
  service.polls.deliver([messageItem({ ...service, handles: session.handles }, origin, parts, msgId, service.now())])
}
