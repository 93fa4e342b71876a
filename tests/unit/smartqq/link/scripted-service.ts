import { NetworkError } from '../../../../lib/smartqq/wire/errors.ts'
import type { EndpointName } from '../../../../lib/smartqq/wire/endpoints.ts'
import type { Transport, WireReply, WireRequest } from '../../../../lib/smartqq/wire/transport.ts'

/** What a call is answered with: a JSON body, a whole reply, or null for a lost connection. */
export type Answer = Record<string, unknown> | WireReply | null

/** A reply with a JSON body, as the service writes it. */
export function json(body: unknown, change: Partial<WireReply> = {}): WireReply {
  return { status: 200, body: `${JSON.stringify(body)}\n`, serverAt: null, redirected: false, ...change }
}

const GOOD: Partial<Record<EndpointName, unknown>> = {
  vfwebqq: { vfwebqq: 'vf' },
  login2: { psessionid: 'ps', uin: 10001, status: 'online' },
  self: { uin: 10001, nick: '小明', face: 252 },
  friends: { friends: [], marknames: [], categories: [], vipinfo: [], info: [] },
  groups: { gmasklist: [], gnamelist: [], gmarklist: [] },
  discusses: { dnamelist: [] },
  online: [],
  recent: [],
}

/**
 * A SmartQQ that answers every call well and holds each poll until it is answered or given up. `script` replaces
 * answers by call; a function is asked each time, and may wait.
 */
export function scriptedService(
  script: Partial<Record<EndpointName, (request: WireRequest) => Answer | Promise<Answer>>> = {},
) {
  const requests: WireRequest[] = []
  const held: ((answer: Answer) => void)[] = []

  const transport: Transport = async (request, signal) => {
    requests.push(request)
    const { endpoint } = request
    const scripted = script[endpoint]
    const answer = scripted ? await scripted(request) : endpoint === 'poll' ? await hold(signal) : good(endpoint)
    if (answer === null || signal.aborted) throw new NetworkError(endpoint, 'no reply')
    return isReply(answer) ? answer : json(answer)
  }

  function hold(signal: AbortSignal): Promise<Answer> {
    return new Promise((resolve) => {
      const settle = (answer: Answer) => {
        held.splice(held.indexOf(settle), 1)
        resolve(answer)
      }
      held.push(settle)
      signal.addEventListener('abort', () => settle(null))
    })
  }

  return {
    script,
    transport,
    requests,
    /** Names of all calls so far, in order. */
    calls: () => requests.map(({ endpoint }) => endpoint),
    count: (endpoint: EndpointName) => requests.filter((request) => request.endpoint === endpoint).length,
    /** How many polls are open now. */
    polling: () => held.length,
    /** Ends the poll that is open. */
    answerPoll(answer: Answer) {
      const settle = held[0]
      if (!settle) throw new Error('no poll is open')
      settle(answer)
    },
  }
}

function good(endpoint: EndpointName): WireReply {
  return json({ retcode: 0, result: GOOD[endpoint] ?? 'ok' })
}

function isReply(answer: Record<string, unknown> | WireReply): answer is WireReply {
  return typeof answer.body === 'string'
}
