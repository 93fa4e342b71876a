import type { Profile } from '../../chat/contact.ts'
import type { Caller } from './caller.ts'
import * as profiles from './read-profile.ts'
import { getRequest } from './request.ts'
import { maybeNumber, maybeText, wireId } from './shapes.ts'

/** The own profile. `face` and `nick` belong into the tickets. */
export interface SelfInfo {
  uin: number
  nick: string
  face: number
  profile: Profile
}

/** What the service says about people. Handles are those of this login. */
export interface PeopleCalls {
  selfInfo(signal?: AbortSignal): Promise<SelfInfo>
  /** Works for members of groups and discussions too, then often with empty fields. The signature is not in it. */
  friendInfo(uin: number, signal?: AbortSignal): Promise<profiles.PersonInfo>
  /**
   * The same of somebody who is no friend.
   * @param groupRequest gid of the group that they have asked to join, when that is how one knows of them
   */
  strangerInfo(uin: number, groupRequest?: number, signal?: AbortSignal): Promise<profiles.StrangerInfo>
  /** The signature; null when it is empty. */
  longNick(uin: number, signal?: AbortSignal): Promise<string | null>
  qqLevel(uin: number, signal?: AbortSignal): Promise<profiles.QqLevel>
  /**
   * The real number of a person, or of a group by its `code`. Closed since 2017-04-17: an HTML page or 404. A few hundred
   * calls in a row brought 502s even before (pandolia/qqbot #23).
   */
  realNumber(handle: number, of: 'person' | 'group', signal?: AbortSignal): Promise<number>
}

/** `type` of get_friend_uin2. */
const KINDS = { person: 1, group: 4 } as const

export function peopleCalls({ call, tickets, session, now }: Caller): PeopleCalls {
  return {
    async selfInfo(signal) {
      const self = await call(getRequest('self', { t: now() }), profiles.selfSchema, signal)
      const uin = [self['uin'], self['account']].map((own) => wireId.safeParse(own).data).find(Boolean)
      return {
        uin: uin ?? tickets().uin,
        nick: maybeText.parse(self['nick']),
        face: maybeNumber.parse(self['face']) ?? 0,
        profile: profiles.toProfile(self),
      }
    },
    async friendInfo(uin, signal) {
      const request = getRequest('friendInfo', { tuin: uin, ...session(), t: now() })
      return profiles.toPersonInfo(await call(request, profiles.profileSchema, signal))
    },
    async strangerInfo(uin, groupRequest, signal) {
      const code = groupRequest === undefined ? '' : `group_request_join-${groupRequest}`
      const { vfwebqq } = session()
      const request = getRequest('strangerInfo', { tuin: uin, verifysession: '', gid: 0, code, vfwebqq, t: now() })
      return profiles.toStrangerInfo(await call(request, profiles.profileSchema, signal))
    },
    async longNick(uin, signal) {
      const request = getRequest('longNick', { tuin: uin, vfwebqq: tickets().vfwebqq, t: now() })
      return profiles.toLongNick(await call(request, profiles.longNickSchema, signal))
    },
    async qqLevel(uin, signal) {
      const request = getRequest('qqLevel', { tuin: uin, vfwebqq: tickets().vfwebqq, t: now() })
      return profiles.toQqLevel(await call(request, profiles.qqLevelSchema, signal))
    },
    async realNumber(handle, of, signal) {
      const request = getRequest('realNumber', {
        tuin: handle,
        type: KINDS[of],
        vfwebqq: tickets().vfwebqq,
        t: now(),
      })
      return (await call(request, profiles.realNumberSchema, signal)).account
    },
  }
}
