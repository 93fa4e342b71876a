import * as z from 'zod/mini'
import { CLIENT_ID } from './endpoints.ts'
import { readEnvelope, type Envelope } from './envelope.ts'
import { MalformedReplyError } from './errors.ts'
import { wireNumber } from './shapes.ts'
import { getRequest, postRequest } from './request.ts'
import { loginMeaning, type LoginMeaning } from './return-codes.ts'
import type { Tickets } from './session.ts'
import type { Transport } from './transport.ts'

/** How a login ended. `why`: get new cookies, the account may not, later, blocked for long, or nobody knows. */
export type LoginResult =
  | { kind: 'in'; tickets: Tickets }
  | { kind: 'refused'; code: number; why: LoginMeaning | 'unknown' }

/** How a relink ended. `later`: the login is not lost, but nothing but waiting helps. */
export type RelinkResult =
  | { kind: 'in'; tickets: Tickets }
  | { kind: 'scan-again'; code: number }
  | { kind: 'later'; code: number }

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
  if (envelope.code === 0 && session.success) {
    return { kind: 'in', tickets: { ...tickets, ...definedOnly(session.data) } }
  }
  if (envelope.code === null || envelope.code === 0) throw new MalformedReplyError('login2', 'no session in the reply')
  const meaning = loginMeaning(envelope.code)
  return { kind: meaning === 'overload' || meaning === 'blocked' ? 'later' : 'scan-again', code: envelope.code }
}

const relinkedSchema = z.object({ psessionid: z.optional(z.string()), ptwebqq: z.optional(z.string()) })

function refused(endpoint: 'vfwebqq' | 'login2', { code }: Envelope): LoginResult {
  if (code === null || code === 0) throw new MalformedReplyError(endpoint, 'no session in the reply')
  return { kind: 'refused', code, why: loginMeaning(code) }
}

/** `o0123456789` -> 123456789; 0 when it is not that. */
function numberOfCookie(cookie: string | null): number {
  return Number(/^o?(\d{1,15})$/.exec(cookie ?? '')?.[1] ?? 0)
}

function definedOnly(fields: z.infer<typeof relinkedSchema>): Partial<Tickets> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
