import type * as z from 'zod/mini'
import type { Caller } from './caller.ts'
import { WireError } from './errors.ts'
import { listHash } from './hash.ts'
import * as lists from './read-lists.ts'
import { getRequest, postRequest } from './request.ts'
import { meaningOfCall } from './return-codes/meaning-of.ts'

/** The lists of a login. Handles (uin, gid, did, code) are those of this login. */
export interface ListCalls {
  friends(signal?: AbortSignal): Promise<{ friends: lists.Friend[]; skipped: number }>
  groups(signal?: AbortSignal): Promise<lists.Group[]>
  discusses(signal?: AbortSignal): Promise<lists.Discuss[]>
  /** Friends who are online. Has to be asked once after each login2, or polls are answered with 103. */
  online(signal?: AbortSignal): Promise<lists.Online[]>
  recent(signal?: AbortSignal): Promise<lists.Recent[]>
}

export function listCalls({ call, tickets, session, now }: Caller): ListCalls {
  const hashed = () => {
    const { uin, ptwebqq, vfwebqq } = tickets()
    return { vfwebqq, hash: listHash(uin, ptwebqq) }
  }

  /** A list that takes the hash. When the tickets were renewed while it was asked, it is asked once more. */
  async function withHash<S extends z.ZodMiniType>(endpoint: 'friends' | 'groups', schema: S, signal?: AbortSignal) {
    const first = hashed()
    try {
      return await call(postRequest(endpoint, first), schema, signal)
    } catch (error) {
      const isStale = error instanceof WireError && meaningOfCall(endpoint, error.answer).do === 'rehash'
      if (!isStale || hashed().hash === first.hash) throw error
      return call(postRequest(endpoint, hashed()), schema, signal)
    }
  }

  return {
    async friends(signal) {
      const own = tickets().uin
      return lists.toFriends(await withHash('friends', lists.friendsSchema, signal), own)
    },
    async groups(signal) {
      return lists.toGroups(await withHash('groups', lists.groupsSchema, signal))
    },
    async discusses(signal) {
      const { clientid, psessionid, vfwebqq } = session()
      const request = getRequest('discusses', { clientid, psessionid, vfwebqq, t: now() })
      return lists.toDiscusses(await call(request, lists.discussesSchema, signal))
    },
    async online(signal) {
      const request = getRequest('online', { ...session(), t: now() })
      return lists.toOnline(await call(request, lists.onlineSchema, signal))
    },
    async recent(signal) {
      return lists.toRecent(await call(postRequest('recent', session()), lists.recentSchema, signal))
    },
  }
}
