import { createCaller } from './caller.ts'
import { groupCalls } from './group-calls.ts'
import type { GroupCalls } from './group-calls.ts'
import { listCalls } from './list-calls.ts'
import type { ListCalls } from './list-calls.ts'
import { peopleCalls } from './people-calls.ts'
import type { PeopleCalls } from './people-calls.ts'
import { pictureCalls } from './picture-calls.ts'
import type { PictureCalls } from './picture-calls.ts'
import { presenceCalls } from './presence-calls.ts'
import type { PresenceCalls } from './presence-calls.ts'
import { qunCalls } from './qun-calls.ts'
import type { QunCalls } from './qun-calls.ts'
import { sendCalls } from './send-calls.ts'
import type { SendCalls } from './send-calls.ts'
import type { Tickets } from './session.ts'
import type { Transport } from './transport.ts'

/**
 * The calls of a login that is up, in our own words. Handles (uin, gid, did, code) are those of this login. A list or
 * profile is good when its data is there, whatever the code beside it.
 *
 * Every method but the sends @throws {NetworkError} without a reply, {RefusedError} when the service says no,
 * {MalformedReplyError} when its answer has neither data nor a code.
 */
export interface Client extends ListCalls, PeopleCalls, GroupCalls, PresenceCalls, PictureCalls, QunCalls, SendCalls {}

/**
 * @param tickets asked anew for each call, since the server may renew them
 * @param now ms, for the `t` of GETs
 */
export function createClient(transport: Transport, tickets: () => Tickets, now: () => number): Client {
  const caller = createCaller(transport, tickets, now)
  return {
    ...listCalls(caller),
    ...peopleCalls(caller),
    ...groupCalls(caller),
    ...presenceCalls(caller),
    ...pictureCalls(caller),
    ...qunCalls(caller),
    ...sendCalls(caller),
  }
}
