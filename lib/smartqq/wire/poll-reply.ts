import { toEnvelope } from './envelope.ts'
import { pollMeaning } from './return-codes.ts'
import type { WireReply } from './transport.ts'

/** What a poll's reply says to do. */
export type PollVerdict =
  /** Something was delivered, and it is here only. In arrival order, unread. */
  | { kind: 'items'; items: unknown[] }
  /**
   * Poll again. `status` is there when it was not the chat service that said so: the HTTP status of an error page or
   * of an empty body. Normal at the end of a long hold, an outage when it comes at once.
   */
  | { kind: 'nothing'; status?: number }
  | { kind: 'ptwebqq'; value: string }
  | { kind: 'relink'; code: number }
  | { kind: 'login-lost'; code: number }
  | { kind: 'not-ready'; code: 103 }
  /** Wait 10 s. */
  | { kind: 'ended-by-us'; code: number }
  /** A code nobody explains: wait 10 s and count. */
  | { kind: 'unknown'; code: number }
  /** HTML, broken JSON or an unknown shape: wait 10 s and count. */
  | { kind: 'strange'; status: number }

/** Statuses of the web server in front when the hold ran out or the service behind it is down. */
const GATEWAY = new Set([404, 502, 503, 504])

/** Total: every reply has a verdict. Items win over the code beside them, since the server will not repeat them. */
export function readPollReply(reply: WireReply): PollVerdict {
  const envelope = toEnvelope(reply.body)
  if (!envelope) {
    const isEmpty = reply.status === 200 && reply.body.trim() === ''
    return { kind: isEmpty || GATEWAY.has(reply.status) ? 'nothing' : 'strange', status: reply.status }
  }
  const items = toItems(envelope.result)
  if (items.length > 0) return { kind: 'items', items }
  return envelope.code === null
    ? { kind: 'strange', status: reply.status }
    : byCode(envelope.code, envelope.fields['p'])
}

/** The items of a result. `"ok"`, null and `[]` are none; a lone object is kept as one item rather than dropped. */
function toItems(result: unknown): unknown[] {
  if (Array.isArray(result)) return result
  return typeof result === 'object' && result !== null ? [result] : []
}

function byCode(code: number, p: unknown): PollVerdict {
  const meaning = pollMeaning(code)
  switch (meaning) {
    case null:
      return { kind: 'unknown', code }
    case 'nothing':
      return { kind: 'nothing' }
    case 'ptwebqq':
      return typeof p === 'string' ? { kind: 'ptwebqq', value: p } : { kind: 'unknown', code }
    case 'not-ready':
      return { kind: 'not-ready', code: 103 }
    case 'relink':
    case 'login-lost':
    case 'ended-by-us':
      return { kind: meaning, code }
  }
}
