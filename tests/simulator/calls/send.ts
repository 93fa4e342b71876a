import type { EchoTarget, Part } from '../account/poll-items.ts'
import { echoOrigin, messageItem } from '../account/poll-items.ts'
import type { Session } from '../account/sessions.ts'
import { personOf } from '../find-by-key.ts'
import { isRecord } from '../narrow.ts'
import { touchRecent } from '../service.ts'
import type { Service } from '../service.ts'
import { isLost, isToldOk } from '../wire/faults.ts'
import type { Fault } from '../wire/faults.ts'
import type { WireReply, WireRequest } from '../wire/message.ts'
import { code, failure, html, sendOk } from '../wire/message.ts'
import { sessionOfTicket } from './checks.ts'

/** Longer texts are answered with success and never arrive. UTF-8 bytes. */
const LONGEST_TEXT_BYTES = 720

/**
 * The php-sdk puts a second pair of brackets around the list and names its sends among what works: a list whose only entry
 * is a list that ends with the font is taken for that list.
 */
function unwrapped(raw: unknown[]): unknown[] {
  const [only, ...more] = raw
  const last: unknown = Array.isArray(only) ? only.at(-1) : undefined
  return more.length === 0 && Array.isArray(only) && Array.isArray(last) && last[0] === 'font' ? only : raw
}

/** What the back end says when `r` or `content` is not JSON. */
const INVALID_JSON = (text: string): WireReply =>
  html(
    '<html><head><title>Error</title></head><body><h1>Error occured:</h1><pre>{{case_clause,{invalid_json,' +
      `&lt;&lt;${text.slice(0, 40).replace(/[^\w ]/g, '.')}&gt;&gt;}},\n [{send_msg,parse,2,[]}]}</pre></body></html>\n`,
    500,
  )

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

type Content = { parts: Part[]; text: string; hasText: boolean; raw: unknown[] }

function parseContent(value: string): Content | null {
  let raw: unknown
  try {
    raw = JSON.parse(value)
  } catch {
    return null
  }
  if (!Array.isArray(raw)) return null
  const list = unwrapped(raw)
  const parts = list.filter(
    (part): part is Part => typeof part === 'string' || (Array.isArray(part) && typeof part[0] === 'string'),
  )
  const text = parts
    .map((part) => (typeof part === 'string' ? part : part[0] === 'face' ? `[face:${String(part[1])}]` : ''))
    .join('')
  return { parts, text, hasText: parts.some((part) => typeof part === 'string'), raw }
}

const toId = (value: unknown): number | null => {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
}

/**
 * POST /channel/send_buddy_msg2, send_qun_msg2, send_discu_msg2. `fault` is a planned uncertain failure: whether or not
 * the message went out, the client is told 1202 or loses the connection.
 */
export function sendMessage(kind: Kind): (service: Service, request: WireRequest, fault: Fault | null) => WireReply {
  return (service, request, fault) => {
    const text = request.form.get('r')
    if (text === null) return code(100006)
    let r: Record<string, unknown>
    try {
      const parsed: unknown = JSON.parse(text)
      if (!isRecord(parsed)) return code(100006)
      r = parsed
    } catch {
      return INVALID_JSON(text)
    }

    const session = sessionOfTicket(service, r['psessionid'])
    if (session === null || session.ended !== null) return failure(103)
    const id = toId(r[FIELD[kind]])
    const msgId = toId(r['msg_id'])
    if (id === null || msgId === null || typeof r['content'] !== 'string' || r['clientid'] === undefined)
      return code(100006)
    const content = parseContent(r['content'])
    if (content === null) return INVALID_JSON(r['content'])
    // Messages of faces alone fail; a blank beside them is enough.
    if (!content.hasText) return code(100006)

    const target = findTarget(service, session, kind, id)
    const entry = {
      at: Date.now(),
      kind,
      to: target === null ? null : { number: target.number, name: target.name },
      targetId: id,
      text: content.text,
      content: content.raw,
      msgId,
    }
    if (target === null) {
      service.sent.add({ ...entry, delivered: false, reply: 100001 })
      return failure(100001)
    }

    const isTooFast = Date.now() - service.lastSendAt < service.settings.minSendGapMs
    service.lastSendAt = Date.now()
    const isTooLong = Buffer.byteLength(content.text) > LONGEST_TEXT_BYTES
    const delivered = target.reached && !isTooLong && !isTooFast && !isLost(fault)
    service.sent.add({ ...entry, delivered, reply: replyOf(fault) })
    if (delivered) touchRecent(service, { kind, number: target.number })

    const afterSent = (): void => {
      if (delivered && service.settings.echo) echo(service, session, target.echo, content.parts)
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

/** POST /channel/send_sess_msg2: swallowed since 2016-01. */
export function sendSess(service: Service, request: WireRequest): WireReply {
  return request.form.get('r') === null ? code(100006) : sendOk(service.settings)
}

/** Brings an own message back through the poll, as the service does since 2017-05-24. */
export function echo(service: Service, session: Session, to: EchoTarget, parts: readonly Part[]): void {
  const origin = echoOrigin(service.world, session.handles, to)
  const msgId = service.nextMsgId(service.world.ownNumber)
  service.polls.deliver([messageItem({ ...service, handles: session.handles }, origin, parts, msgId, service.now())])
}
