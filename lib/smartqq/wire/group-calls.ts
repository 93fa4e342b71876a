import type { Caller } from './caller.ts'
import * as groups from './read-groups.ts'
import { getRequest } from './request.ts'

/** Details of groups and discussions, with their members. */
export interface GroupCalls {
  /** @param code the `code` of the group list, not the gid: that is answered with 6 (Yinzo PR 66) */
  groupInfo(code: number, signal?: AbortSignal): Promise<groups.GroupInfo>
  discussInfo(did: number, signal?: AbortSignal): Promise<groups.DiscussInfo>
}

export function groupCalls({ call, tickets, session, now }: Caller): GroupCalls {
  return {
    async groupInfo(code, signal) {
      const request = getRequest('groupInfo', { gcode: code, vfwebqq: tickets().vfwebqq, t: now() })
      return groups.toGroupInfo(await call(request, groups.groupInfoSchema, signal))
    },
    async discussInfo(did, signal) {
      const request = getRequest('discussInfo', { did, ...session(), t: now() })
      return groups.toDiscussInfo(await call(request, groups.discussInfoSchema, signal))
    },
  }
}
