import { createClient } from '../wire/client.ts'
import { numberOfCookie } from '../wire/login.ts'
import type { Tickets } from '../wire/session.ts'
import { beginSession } from './begin-session.ts'
import type { Lists } from './begin-session.ts'
import { firstMsgId } from './message-number.ts'
import type { LinkPorts } from './ports.ts'
import { epochOf } from './saved-login.ts'
import type { SavedLogin } from './saved-login.ts'

/** What a login consists of that the background has just made, with the lists that came. */
export async function newLogin(
  { transport, cookies, now }: Pick<LinkPorts, 'transport' | 'cookies' | 'now'>,
  given: { tickets: Tickets; loginKey: string; uinCookie: string | null; since: number; clock(): number | null },
  signal: AbortSignal,
): Promise<{ saved: SavedLogin; lists: Lists }> {
  const { loginKey, uinCookie, since, clock } = given
  const client = createClient(transport, () => given.tickets, now)
  const { tickets, lists } = await beginSession(client, given.tickets, signal)
  const cookieNumber = numberOfCookie(uinCookie)
  const saved: SavedLogin = {
    version: 1,
    tickets,
    epoch: await epochOf(String(tickets.uin), loginKey),
    since,
    groupCodes: {},
    lastMsgId: firstMsgId(now()),
    clockOffset: clock() ?? 0,
    ...((await cookies.get('skey')) === null ? {} : { hadSkey: true }),
    ...(cookieNumber === null || cookieNumber === tickets.uin ? {} : { cookieNumber }),
  }
  return { saved, lists }
}
