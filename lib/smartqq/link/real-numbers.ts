import type { Directory } from '../../backend.ts'
import type { Handle } from '../../chat/handle.ts'
import { log } from '../../log.ts'
import type { Client } from '../wire/client.ts'
import type { EndpointName } from '../wire/endpoints.ts'
import { WireError } from '../wire/errors.ts'
import { joinByName } from './unique-names.ts'

/** Between two questions of get_friend_uin2, ms: a few hundred in a row brought 502s (pandolia/qqbot #23). */
const PAUSE = 400

export interface NumberAnswer {
  handle: Handle
  number: string
}

export interface NumberParts {
  client: Pick<Client, 'qunFriends' | 'qunGroups' | 'realNumber'>
  /** The cookie `skey`, without which the group pages are not asked. */
  skey(): Promise<string | null>
  /** Calls that were asked in this login and are not asked again, whatever they answered. */
  isAsked(call: EndpointName): boolean
  asked(call: EndpointName): Promise<void>
  /** gid -> code, which get_friend_uin2 wants for a group. */
  groupCodes: Readonly<Record<string, number>>
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/**
 * Real numbers from calls the service had closed for most of its life (get_friend_uin2 in April 2017, the group pages in
 * January 2018). Each is tried once a login and given up at its first refusal, without a word to anybody. The group
 * pages know no handles: they are joined by name, where it is unique on both sides.
 */
export async function askRealNumbers(
  parts: NumberParts,
  { friends, groups }: Required<Pick<Directory, 'friends' | 'groups'>>,
  signal: AbortSignal,
): Promise<NumberAnswer[]> {
  const { client } = parts
  const found = new Map<Handle, string>()

  /** Runs one call's questions unless it was asked before; not counted as asked when we are cut off ourselves. */
  async function once(call: EndpointName, questions: () => Promise<void>): Promise<void> {
    if (parts.isAsked(call) || signal.aborted) return
    try {
      await questions()
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      log('real numbers refused', { call, kind: error.name })
    }
    if (!signal.aborted) await parts.asked(call)
  }

  const skey = await parts.skey()
  if (skey !== null) {
    await once('qunFriends', async () => {
      const told = await client.qunFriends(skey, signal)
      const ours = friends.map(({ handle, remark, nick }) => ({ name: remark || nick, value: handle }))
      for (const [handle, { number }] of joinByName(ours, named(told))) found.set(handle, number)
    })
    await once('qunGroups', async () => {
      const told = await client.qunGroups(skey, signal)
      const ours = groups.map(({ handle, name }) => ({ name, value: handle }))
      for (const [handle, { number }] of joinByName(ours, named(told))) found.set(handle, number)
    })
  }

  await once('realNumber', async () => {
    const wanted = [
      ...friends.map(({ handle }) => ({ handle, ask: handle.number, of: 'person' as const })),
      ...groups.flatMap(({ handle }) => {
        const ask = parts.groupCodes[String(handle.number)]
        return ask === undefined ? [] : [{ handle, ask, of: 'group' as const }]
      }),
    ].filter(({ handle }) => !found.has(handle))
    for (const [index, { handle, ask, of }] of wanted.entries()) {
      if (index > 0) await parts.sleep(PAUSE, signal)
      if (signal.aborted) return
      found.set(handle, String(await client.realNumber(ask, of, signal)))
    }
  })

  return [...found].map(([handle, number]) => ({ handle, number }))
}

function named<T extends { name: string }>(all: readonly T[]) {
  return all.map((value) => ({ name: value.name, value }))
}
