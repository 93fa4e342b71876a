import type * as z from 'zod/mini'
import type { SendOutcome } from '../../backend.ts'
import type { Profile } from '../../chat/contact.ts'
import { CLIENT_ID } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { MalformedReplyError, RefusedError } from './errors.ts'
import { listHash } from './hash.ts'
import * as groups from './read-groups.ts'
import * as lists from './read-lists.ts'
import * as profiles from './read-profile.ts'
import { getRequest, postRequest } from './request.ts'
import { send, type SendName } from './send.ts'
import type { Tickets } from './session.ts'
import type { Transport, WireRequest } from './transport.ts'

/** The own profile. `face` and `nick` belong into the tickets. */
export interface SelfInfo {
  uin: number
  nick: string
  face: number
  profile: Profile
}

/**
 * The calls of a login that is up, in our own words. Handles (uin, gid, did, code) are those of this login. A list or
 * profile is good when its data is there, whatever the code beside it (100003 comes with complete lists: pandolia/qqbot).
 *
 * Every method but the sends @throws {NetworkError} without a reply, {RefusedError} when the service says no,
 * {MalformedReplyError} when its answer has neither data nor a code.
 */
export interface Client {
  selfInfo(signal?: AbortSignal): Promise<SelfInfo>
  friends(signal?: AbortSignal): Promise<{ friends: lists.Friend[]; skipped: number }>
  groups(signal?: AbortSignal): Promise<lists.Group[]>
  discusses(signal?: AbortSignal): Promise<lists.Discuss[]>
  /** Friends who are online. Has to be asked once after each login2, or polls are answered with 103. */
  online(signal?: AbortSignal): Promise<lists.Online[]>
  recent(signal?: AbortSignal): Promise<lists.Recent[]>
  /** Works for members of groups and discussions too, then often with empty fields. The signature is not in it. */
  friendInfo(uin: number, signal?: AbortSignal): Promise<{ nick: string; profile: Profile }>
  /** The signature; null when it is empty. */
  longNick(uin: number, signal?: AbortSignal): Promise<string | null>
  /** @param code the `code` of the group list, not the gid */
  groupInfo(code: number, signal?: AbortSignal): Promise<groups.GroupInfo>
  discussInfo(did: number, signal?: AbortSignal): Promise<groups.DiscussInfo>
  /** The three sends never throw for the wire's sake: see `send.ts`. */
  sendFriend(uin: number, content: string, msgId: number, signal?: AbortSignal): Promise<SendOutcome>
  sendGroup(gid: number, content: string, msgId: number, signal?: AbortSignal): Promise<SendOutcome>
  sendDiscuss(did: number, content: string, msgId: number, signal?: AbortSignal): Promise<SendOutcome>
}

const clientid = CLIENT_ID

/**
 * @param tickets asked anew for each call, since the server may renew them
 * @param now ms, for the `t` of GETs
 */
export function createClient(transport: Transport, tickets: () => Tickets, now: () => number): Client {
  async function call<S extends z.ZodMiniType>(
    request: WireRequest,
    schema: S,
    signal = new AbortController().signal,
  ): Promise<z.infer<S>> {
    const { endpoint } = request
    const { code, result } = readEnvelope(endpoint, await transport(request, signal))
    const data = schema.safeParse(result)
    if (data.success) return data.data
    if (code !== null && code !== 0) throw new RefusedError(endpoint, code)
    throw new MalformedReplyError(endpoint, 'without its data')
  }

  const listQuery = () => {
    const { uin, ptwebqq, vfwebqq } = tickets()
    return { vfwebqq, hash: listHash(uin, ptwebqq) }
  }

  const sendBy =
    (name: SendName) =>
    (target: number, content: string, msgId: number, signal = new AbortController().signal) =>
      send(transport, name, { target, content, msgId }, tickets(), signal)

  return {
    async selfInfo(signal) {
      const self = await call(getRequest('self', { t: now() }), profiles.selfSchema, signal)
      return { uin: self.uin, nick: self.nick, face: self.face, profile: profiles.toProfile(self) }
    },
    async friends(signal) {
      const result = await call(postRequest('friends', listQuery()), lists.friendsSchema, signal)
      return lists.toFriends(result, tickets().uin)
    },
    async groups(signal) {
      return lists.toGroups(await call(postRequest('groups', listQuery()), lists.groupsSchema, signal))
    },
    async discusses(signal) {
      const { psessionid, vfwebqq } = tickets()
      const request = getRequest('discusses', { clientid, psessionid, vfwebqq, t: now() })
      return lists.toDiscusses(await call(request, lists.discussesSchema, signal))
    },
    async online(signal) {
      const { psessionid, vfwebqq } = tickets()
      const request = getRequest('online', { vfwebqq, clientid, psessionid, t: now() })
      return lists.toOnline(await call(request, lists.onlineSchema, signal))
    },
    async recent(signal) {
      const { psessionid, vfwebqq } = tickets()
      const request = postRequest('recent', { vfwebqq, clientid, psessionid })
      return lists.toRecent(await call(request, lists.recentSchema, signal))
    },
    async friendInfo(uin, signal) {
      const { psessionid, vfwebqq } = tickets()
      const request = getRequest('friendInfo', { tuin: uin, vfwebqq, clientid, psessionid, t: now() })
      const person = await call(request, profiles.profileSchema, signal)
      return { nick: person.nick, profile: profiles.toProfile(person) }
    },
    async longNick(uin, signal) {
      const request = getRequest('longNick', { tuin: uin, vfwebqq: tickets().vfwebqq, t: now() })
      return profiles.toLongNick(await call(request, profiles.longNickSchema, signal))
    },
    async groupInfo(code, signal) {
      const request = getRequest('groupInfo', { gcode: code, vfwebqq: tickets().vfwebqq, t: now() })
      return groups.toGroupInfo(await call(request, groups.groupInfoSchema, signal))
    },
    async discussInfo(did, signal) {
      const { psessionid, vfwebqq } = tickets()
      const request = getRequest('discussInfo', { did, vfwebqq, clientid, psessionid, t: now() })
      return groups.toDiscussInfo(await call(request, groups.discussInfoSchema, signal))
    },
    sendFriend: sendBy('sendFriend'),
    sendGroup: sendBy('sendGroup'),
    sendDiscuss: sendBy('sendDiscuss'),
  }
}
