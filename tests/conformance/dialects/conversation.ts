import type { Simulator } from '../../simulator/index.ts'
import { OWN_NUMBER } from '../calls.ts'
import { control, stateOf } from '../control.ts'
import { createCookieJar } from '../cookie-jar.ts'
import type { CookieJar } from '../cookie-jar.ts'
import { bkn, hash33, listHash, time33 } from '../hashes.ts'
import { exchange, headerValues } from '../raw-http.ts'
import type { RawReply } from '../raw-http.ts'
import { createFlatJar } from './flat-jar.ts'

/**
 * One request as a client writes it. Texts may hold placeholders in braces: what an earlier step kept, `ptwebqq` and `token`
 * (from the jar), `hash`, `bkn`, `auth`, and the handles `uin`, `gid`, `code` and `did` of the first friend, group and discussion.
 */
export type Step = {
  /** Names the step when it fails. */
  step: string
  get?: string
  post?: string
  /** Form fields in the client's order, not encoded. Headers may hold a Cookie of the client's own, sent before the jar's. */
  form?: Readonly<Record<string, string>>
  /** In place of a form: the body as it is, for clients that encode nothing. */
  body?: string
  /** Headers beside those of the dialect, in the client's order. */
  headers?: Readonly<Record<string, string>>
  /** Goes where a 302 sends it. */
  follows?: boolean
  /** The reply's retcode or errCode; a status if it is three digits and `isPage`. 0 if absent. */
  code?: number
  isPage?: boolean
  /** What the body has to hold. */
  says?: RegExp
  /** Values for later placeholders: the first group of each pattern in the body. */
  keep?: Readonly<Record<string, RegExp>>
}
/** Something that people do between two requests: a control verb with its body. */
export type Deed = { people: string; body?: unknown }

/** A client's way of speaking. */
export type Dialect = {
  name: string
  settings?: Readonly<Record<string, unknown>>
  /** Sent with every request; without one no User-Agent goes out. */
  headers?: Readonly<Record<string, string>>
  /** `HTTP/1.0` closes after each reply. */
  version?: '1.0' | '1.1'
  /** A jar without domains and paths, as some clients wrote themselves. */
  jar?: 'flat'
  conversation: readonly (Step | Deed)[]
}

type Kept = Map<string, string>

async function filled(text: string, kept: Kept, jar: CookieJar, simulator: Simulator): Promise<string> {
  const cookie = (name: string, host: string): string => {
    try {
      return jar.value(name, host)
    } catch {
      return ''
    }
  }
  const state = await stateOf(simulator)
  const ptwebqq = cookie('ptwebqq', 'qq.com')
  const given: Record<string, () => string | number | undefined> = {
    ptwebqq: () => ptwebqq,
    token: () => hash33(cookie('qrsig', 'ssl.ptlogin2.qq.com')),
    hash: () => listHash(OWN_NUMBER, ptwebqq),
    bkn: () => bkn(cookie('skey', 'qun.qq.com')),
    auth: () => time33(cookie('supertoken', 'ssl.ptlogin2.qq.com')),
    uin: () => state.friends[0]?.uin,
    gid: () => state.groups[0]?.gid,
    code: () => state.groups[0]?.code,
    did: () => state.discusses[0]?.did,
  }
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => kept.get(name) ?? String(given[name]?.() ?? whole))
}

function bytesOf(dialect: Dialect, step: Step, address: string, body: string | null, jar: CookieJar): string {
  const url = new URL(address)
  const { Cookie: own = '', ...others } = step.headers ?? {}
  const cookie = [own, jar.headerFor(url.hostname)].filter((each) => each !== '').join('; ')
  const headers: Record<string, string> = {
    Host: url.hostname,
    ...(body === null ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
    ...dialect.headers,
    ...others,
    ...(cookie === '' ? {} : { Cookie: cookie }),
    ...(body === null ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  // The target goes out as the client wrote it, not as URL would tidy it up.
  const target = address.slice(address.indexOf(url.hostname) + url.hostname.length)
  const method = body === null ? 'GET' : 'POST'
  return `${method} ${target} HTTP/${dialect.version ?? '1.1'}\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`
}

async function send(
  simulator: Simulator,
  dialect: Dialect,
  step: Step,
  address: string,
  body: string | null,
  jar: CookieJar,
): Promise<RawReply> {
  const { protocol, hostname } = new URL(address)
  const tls = protocol === 'https:' ? { ca: simulator.caPem, servername: hostname } : null
  const port = tls === null ? simulator.httpPort : simulator.httpsPort
  const reply = await exchange({ port, tls }, bytesOf(dialect, step, address, body, jar)).reply
  jar.keep(reply)
  const [location] = headerValues(reply, 'Location')
  if (step.follows !== true || reply.status !== 302 || location === undefined) return reply
  return send(simulator, dialect, { ...step, follows: false }, location, null, jar)
}

function verdictOf(step: Step, reply: RawReply): string | null {
  const shown = `${step.step}: ${reply.statusLine} ${reply.text.slice(0, 200)}`
  if (step.says !== undefined && !step.says.test(reply.text)) return `${shown} does not say ${String(step.says)}`
  if (step.isPage === true) return reply.status === (step.code ?? 200) ? null : shown
  const found = /"(?:retcode|errCode)":(-?\d+)/.exec(reply.text)?.[1]
  return Number(found ?? Number.NaN) === (step.code ?? 0) ? null : shown
}

/**
 * Has the whole conversation with a simulator. Returns what the steps kept.
 * @throws Error that names the first step whose answer is not the expected one
 */
export async function converse(simulator: Simulator, dialect: Dialect): Promise<Kept> {
  const jar = dialect.jar === 'flat' ? createFlatJar() : createCookieJar()
  const kept: Kept = new Map()
  await control(simulator, 'settings', { holdSeconds: 0.1, ...dialect.settings })
  for (const turn of dialect.conversation) {
    if ('people' in turn) {
      await control(simulator, turn.people, turn.body)
      continue
    }
    const fill = (text: string): Promise<string> => filled(text, kept, jar, simulator)
    const headers: Record<string, string> = {}
    for (const [name, value] of Object.entries(turn.headers ?? {})) headers[name] = await fill(value)
    // Blanks as plus signs, which is how all these clients encode a form.
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(turn.form ?? {})) form.append(name, await fill(value))
    const body = turn.post === undefined ? null : await (turn.body === undefined ? form.toString() : fill(turn.body))
    const reply = await send(
      simulator,
      dialect,
      { ...turn, headers },
      await fill(turn.post ?? turn.get ?? ''),
      body,
      jar,
    )
    const complaint = verdictOf(turn, reply)
    if (complaint !== null) throw new Error(`${dialect.name}, ${complaint}`)
    for (const [name, pattern] of Object.entries(turn.keep ?? {})) {
      const value = pattern.exec(reply.text)?.[1]
      if (value === undefined)
        throw new Error(`${dialect.name}, ${turn.step}: no ${name} in ${reply.text.slice(0, 200)}`)
      kept.set(name, value)
    }
  }
  return kept
}
