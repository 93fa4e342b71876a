import { createAccounts } from '../../../../simulator/accounts.ts'
import { endSession, openSession } from '../../../../simulator/calls/ptlogin.ts'
import { checkSigCookies, loginCookies } from '../../../../simulator/account/sessions.ts'
import type { Session } from '../../../../simulator/account/sessions.ts'
import type { Service } from '../../../../simulator/service.ts'
import type { WireRequest } from '../../../../simulator/wire/message.ts'
import { route } from '../../../../simulator/wire/routes.ts'
import type { Dice } from './dice.ts'

export interface Asked {
  url: string
  method: string
  body: string | null
  viaPage: boolean
  /** Aborted when the client has gone. */
  gone: AbortSignal
}

/** A reply, or that there was none. */
export type Answered = { status: number; text: string } | null

/** What was handed out by one poll. */
export interface HandedOut {
  to: 'page' | 'background'
  account: string
  session: Session
  items: unknown[]
}

const PROXY = '/proxy.html?v=1&callback=1&id=1'

/** The simulator's own service without its sockets, and the browser's one jar of cookies. */
export function memoryService(seed: string, dice: Dice) {
  const accounts = createAccounts(seed, (line) => {
    throw new Error(line)
  })
  const jar = new Map<string, string>()
  const handedOut: HandedOut[] = []
  let lastId = 0
  let lastMessage = 0
  accounts.shared.settings.ptwebqq = dice.chance(0.8) ? 'issued' : 'none'
  accounts.shared.settings.echo = false
  accounts.shared.settings.sessionHours = 0

  async function ask({ url: address, method, body, viaPage, gone }: Asked): Promise<Answered> {
    const url = new URL(address)
    const isHttps = url.protocol === 'https:'
    const request: WireRequest = {
      id: ++lastId,
      scheme: isHttps ? 'https' : 'http',
      host: url.hostname,
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: { referer: `${url.origin}${PROXY}`, 'user-agent': 'test' },
      // The page's https frame is another site than the page: its requests carry none.
      cookies: isHttps && viaPage ? new Map() : new Map(jar),
      form: new URLSearchParams(body ?? ''),
      viaPage,
      gone,
    }
    const service = accounts.of(request)
    const session = service.sessions.byPsessionid(psessionidOf(body))
    const reply = await route(service, request, null)
    if (reply === 'reset' || reply === 'hang') return null
    const text = String(reply.body)
    if (request.path === '/channel/poll2' && !gone.aborted && session) {
      const { result } = JSON.parse(text) as { result?: unknown }
      const to = viaPage ? 'page' : 'background'
      const account = String(service.world.ownNumber)
      if (Array.isArray(result)) handedOut.push({ to, account, session, items: result })
    }
    reply.afterSent?.()
    return { status: reply.status, text }
  }

  /** The session of the account that the phone holds, while it lives. */
  const living = () => {
    const session = accounts.current().sessions.current()
    return session && session.ended === null ? session : null
  }

  return {
    ask,
    jar,
    handedOut,
    living,
    phone: accounts.current,
    all: accounts.all,
    /** Somebody scans and confirms: the cookies of a new login are in the jar. */
    scan() {
      const service = accounts.current()
      const session = service.sessions.prepare()
      openSession(service, session)
      for (const { name, value } of [
        ...loginCookies(service.world, session),
        ...checkSigCookies(service.world, session),
      ]) {
        if (value !== '') jar.set(name, value)
      }
      if (session.ptwebqq === '') jar.delete('ptwebqq')
    },
    takePhone: (number: number) => void accounts.choose(number, '小红'),
    expire: () => {
      const session = living()
      if (session) endSession(accounts.current(), session, 'expired')
    },
    /** A friend writes: nobody has to be listening. */
    say() {
      const session = living()
      if (!session?.connected) return
      const service: Service = accounts.current()
      const friend = dice.one(service.world.friends).number
      const n = ++lastMessage
      const value = {
        content: [['font', { size: 10 }], `问${n}`],
        from_uin: session.handles.pollUinOf(friend),
        msg_id: n,
        time: Math.floor(Date.now() / 1_000),
        to_uin: service.world.ownNumber,
      }
      service.polls.deliver([{ poll_type: 'message', value }])
    },
    stop: accounts.stop,
  }
}

function psessionidOf(body: string | null): string {
  const r = new URLSearchParams(body ?? '').get('r')
  return r === null ? '' : ((JSON.parse(r) as { psessionid?: string }).psessionid ?? '')
}

export type MemoryService = ReturnType<typeof memoryService>
