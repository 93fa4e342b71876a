import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import type { Tickets } from '../../../../lib/smartqq/wire/session.ts'
import type { Transport, WireReply, WireRequest } from '../../../../lib/smartqq/wire/transport.ts'

export const tickets: Tickets = {
  uin: 1234567890,
  ptwebqq: '',
  vfwebqq: 'vf',
  psessionid: 'ps',
  face: 252,
  nick: '小明',
}

export const now = () => 1_515_002_300_000

/** A reply: an object goes as JSON with the trailing newline the service writes, a string as it is. */
export function reply(body: unknown, status = 200): WireReply {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`
  return { status, body: text, serverAt: now(), redirected: false }
}

/** A transport that answers from a list, in order, and remembers what it was asked. `null` is a lost connection. */
export function scripted(...replies: (WireReply | null)[]) {
  const seen: WireRequest[] = []
  const transport: Transport = async (request) => {
    seen.push(request)
    const next = replies.shift()
    if (next === undefined) throw new Error(`nothing scripted for ${request.endpoint}`)
    if (next === null) throw new NetworkError(request.endpoint, 'scripted')
    return next
  }
  return { transport, seen }
}

/** The `r` of a POST. */
export function r(request: WireRequest | undefined): unknown {
  return JSON.parse(new URLSearchParams(request?.body ?? '').get('r') ?? 'null')
}

/** The query of a GET, as an object. */
export function query(request: WireRequest | undefined): Record<string, string> {
  return Object.fromEntries(new URL(request!.url).searchParams)
}

export const never = new AbortController().signal
