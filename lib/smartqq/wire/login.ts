import * as z from 'zod/mini'
import { CLIENT_ID } from './endpoints.ts'
import { readEnvelope, type Envelope } from './envelope.ts'
import { MalformedReplyError } from './errors.ts'
import { wireNumber } from './shapes.ts'
import { getRequest, postRequest } from './request.ts'
import type { LoginDo } from './return-codes/login.ts'
import { detailOf, meaningOf } from './return-codes/meaning-of.ts'
import type { WireWords } from './return-codes/words.ts'
import type { Tickets } from './session.ts'
import type { Transport } from './transport.ts'

/**
 * How a login ended. `why`: get new cookies, the account may not, later, blocked for long, or nobody knows. `detail`:
 * call, code and what the user is told, in one line ({@link detailOf}).
 */
export type LoginResult =
  | { kind: 'in'; tickets: Tickets }
  | {
      kind: 'refused'
      code: number
      why: Exclude<LoginDo, 'in' | 'no-answer'>
      detail: string
      /** Trying again earlier does not help, ms; missing where waiting does not help either. */
      retryAfterMs?: number
    }

/**
 * How a relink ended. `later`: the login is not lost, but nothing but waiting helps, for at least `retryAfterMs` if it
 * is given.
 */
export type RelinkResult =
  | { kind: 'in'; tickets: Tickets }
  | { kind: 'scan-again'; code: number; detail: string }
  | { kind: 'later'; code: number; retryAfterMs?: number; words?: WireWords }

/** What is read from the cookie jar, by name: `ptwebqq` (often missing) and `uin` (`o` and the padded own number). */
export interface LoginCookies {
  ptwebqq: string | null
  uinCookie: string | null
}

const vfwebqqSchema = z.object({ vfwebqq: z.string().check(z.minLength(1)) })
const sessionSchema = z.object({ psessionid: z.string(), uin: z.optional(wireNumber) })

/**
 * Logs in with the cookies of a QR login that are already in the jar: getvfwebqq, then login2, in the page's order.
 * The `vfwebqq` inside login2's reply is ignored: it is a wrong constant since December 2015 (comment in the page's
 * script). `face` and `nick` of the tickets stay 0 and empty until the own profile is read.
 * @throws {WireError} without a usable reply
 */
export async function login(
  transport: Transport,
  cookies: LoginCookies,
  now: () => number,
  signal: AbortSignal,
): Promise<LoginResult> {
  const ptwebqq = cookies.ptwebqq ?? ''
  const first = await transport(
    getRequest('vfwebqq', { ptwebqq, clientid: CLIENT_ID, psessionid: '', t: now() }),
    signal,
  )
  const static_ = readEnvelope('vfwebqq', first)
  const vf = vfwebqqSchema.safeParse(static_.result)
  if (!vf.success) return refused('vfwebqq', static_)

  const second = await transport(
    postRequest('login2', { ptwebqq, clientid: CLIENT_ID, psessionid: '', status: 'online' }),
    signal,
  )
  const dynamic = readEnvelope('login2', second)
  const session = sessionSchema.safeParse(dynamic.result)
  const uin = session.data?.uin || numberOfCookie(cookies.uinCookie)
  if (!session.success || !uin) return refused('login2', dynamic)
  const { psessionid } = session.data
  return { kind: 'in', tickets: { uin, ptwebqq, vfwebqq: vf.data.vfwebqq, psessionid, face: 0, nick: '' } }
}

/**
 * Takes a broken session up again: login2 with `state` where login has `status`. The page also takes over the
 * `vfwebqq` of this reply, although it is the wrong constant here too; we keep the one of getvfwebqq.
 * @throws {WireError} without a usable reply
 */
export async function relink(transport: Transport, tickets: Tickets, signal: AbortSignal): Promise<RelinkResult> {
  const { ptwebqq, psessionid } = tickets
  const reply = await transport(
    postRequest('login2', { ptwebqq, clientid: CLIENT_ID, psessionid, key: '', state: 'online' }),
    signal,
  )
  const envelope = readEnvelope('login2', reply)
  const session = relinkedSchema.safeParse(envelope.result ?? {})
  const { code } = envelope
  const { do: kind, words, retryAfterMs } = meaningOf('relink', code ?? 'no-code')
  if (code !== null && kind === 'scan-again') return { kind, code, detail: detailOf('login2', code, words) }
  if (code !== null && kind === 'later') {
    return { kind, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), ...(words ? { words } : {}) }
  }
  if (!session.success || (code === null && !session.data.psessionid)) {
    throw new MalformedReplyError('login2', 'no session in the reply')
  }
  return { kind: 'in', tickets: { ...tickets, ...definedOnly(session.data) } }
}

const relinkedSchema = z.object({ psessionid: z.optional(z.string()), ptwebqq: z.optional(z.string()) })

function refused(endpoint: 'vfwebqq' | 'login2', { code }: Envelope): LoginResult {
  const { do: why, words, retryAfterMs } = meaningOf('login', code ?? 'no-code')
  if (code === null || why === 'in' || why === 'no-answer') {
    throw new MalformedReplyError(endpoint, 'no session in the reply')
  }
  const detail = detailOf(endpoint, code, words)
  return { kind: 'refused', code, why, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

/** The number in a cookie `uin` or `superuin`: `o0123456789` -> 123456789; null when it is not that. */
export function numberOfCookie(cookie: string | null): number | null {
  const digits = /^o?(\d{1,15})$/.exec(cookie ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

function definedOnly(fields: z.infer<typeof relinkedSchema>): Partial<Tickets> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
