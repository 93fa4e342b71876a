import { log } from '../../log.ts'
import type { Client } from '../wire/client.ts'
import { WireError } from '../wire/errors.ts'
import type { Tickets } from '../wire/session.ts'

/** What the lists of a login brought; undefined where a list did not come. */
export interface Lists {
  friends: Awaited<ReturnType<Client['friends']>> | undefined
  groups: Awaited<ReturnType<Client['groups']>> | undefined
  discusses: Awaited<ReturnType<Client['discusses']>> | undefined
}

/**
 * What the page does between login2 and its first poll, in its order: lists and own profile, then get_online_buddies2
 * and get_recent_list2. Without them the first poll answers 103 (pandolia/qqbot, Yinzo #38). A login whose lists do
 * not come is still a login: they are asked for again later.
 */
export async function beginSession(
  client: Client,
  tickets: Tickets,
  signal: AbortSignal,
): Promise<{ tickets: Tickets; lists: Lists }> {
  const [friends, groups, discusses, self] = await Promise.all([
    client.friends(signal).catch(unlessNotWire),
    client.groups(signal).catch(unlessNotWire),
    client.discusses(signal).catch(unlessNotWire),
    client.selfInfo(signal).catch(unlessNotWire),
  ])
  await client.online(signal).catch(unlessNotWire)
  await client.recent(signal).catch(unlessNotWire)
  return {
    tickets: self ? { ...tickets, face: self.face, nick: self.nick } : tickets,
    lists: { friends, groups, discusses },
  }
}

/** A step of the login that may fail without ending it. */
function unlessNotWire(error: unknown): undefined {
  if (!(error instanceof WireError)) throw error
  log('step skipped', { call: error.endpoint, kind: error.name })
}
