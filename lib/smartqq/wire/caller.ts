import type * as z from 'zod/mini'
import { CLIENT_ID } from './endpoints.ts'
import { answerOf, readEnvelope } from './envelope.ts'
import type { Envelope } from './envelope.ts'
import type { EndpointName } from './endpoints.ts'
import { MalformedReplyError, RefusedError } from './errors.ts'
import { meaningOfCall } from './return-codes/meaning-of.ts'
import type { Tickets } from './session.ts'
import type { Transport, WireReply, WireRequest } from './transport.ts'

/** What the calls of a login share. */
export interface Caller {
  /**
   * The `result` of a reply. It is good when its data is there, whatever the code beside it (100003 comes with complete
   * lists: pandolia/qqbot #262).
   * @throws {NetworkError} without a reply
   * @throws {RefusedError} when the service says no
   * @throws {MalformedReplyError} when its answer has neither data nor a code
   */
  call<S extends z.ZodMiniType>(request: WireRequest, schema: S, signal?: AbortSignal): Promise<z.infer<S>>
  /** The reply as it is. @throws {NetworkError} without one */
  ask(request: WireRequest, signal?: AbortSignal): Promise<WireReply>
  tickets(): Tickets
  /** The fields most calls of the message host carry. */
  session(): { vfwebqq: string; clientid: number; psessionid: string }
  /** ms, for the `t` of GETs. */
  now(): number
}

/** @param tickets asked anew for each call, since the server may renew them */
export function createCaller(transport: Transport, tickets: () => Tickets, now: () => number): Caller {
  const ask: Caller['ask'] = (request, signal = new AbortController().signal) => transport(request, signal)
  return {
    ask,
    tickets,
    now,
    session() {
      const { vfwebqq, psessionid } = tickets()
      return { vfwebqq, clientid: CLIENT_ID, psessionid }
    },
    async call(request, schema, signal) {
      const { endpoint } = request
      const envelope = readEnvelope(endpoint, await ask(request, signal))
      const data = schema.safeParse(envelope.result)
      if (data.success) return data.data
      throw failure(endpoint, envelope)
    },
  }
}

/** Whether the code of a reply says that all went well. */
export function isGood(endpoint: EndpointName, { code }: Envelope): boolean {
  return code !== null && meaningOfCall(endpoint, code).do === 'use-data'
}

/** What a reply without its data is thrown as. */
export function failure(endpoint: EndpointName, envelope: Envelope): RefusedError | MalformedReplyError {
  const { code } = envelope
  return code === null || isGood(endpoint, envelope)
    ? new MalformedReplyError(endpoint, 'without its data')
    : new RefusedError(endpoint, code, answerOf(envelope))
}
