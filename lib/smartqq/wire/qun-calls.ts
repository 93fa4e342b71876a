import { failure, isGood } from './caller.ts'
import type { Caller } from './caller.ts'
import { readEnvelope } from './envelope.ts'
import { bkn } from './hash.ts'
import { readQunFriends, readQunGroups, readQunMembers } from './read-qun.ts'
import type { QunEndpoint, QunFriend, QunGroup, QunMember } from './read-qun.ts'
import { formRequest } from './request.ts'

/**
 * The group pages, which know everybody by the real number. They judge by the cookies `uin` and `skey` of qq.com and have
 * refused those of this login since January 2018 (`ec` 1, "no login": pandolia/qqbot #258). `skey` is that cookie.
 * Failures are those of every call.
 */
export interface QunCalls {
  qunGroups(skey: string, signal?: AbortSignal): Promise<QunGroup[]>
  qunFriends(skey: string, signal?: AbortSignal): Promise<QunFriend[]>
  /** Many of these in a row are answered with "anti-malicious" (pandolia/qqbot #244). @param group real number */
  qunMembers(group: string, skey: string, signal?: AbortSignal): Promise<QunMember[]>
}

export function qunCalls({ ask, tickets }: Caller): QunCalls {
  async function call<T>(
    endpoint: QunEndpoint,
    fields: Record<string, string | number>,
    read: (fields: Readonly<Record<string, unknown>>) => T[] | null,
    signal?: AbortSignal,
  ): Promise<T[]> {
    const envelope = readEnvelope(endpoint, await ask(formRequest(endpoint, fields), signal))
    const data = read(envelope.fields)
    if (data) return data
    // Of an account without groups or friends the lists are left out.
    if (isGood(endpoint, envelope) && endpoint !== 'qunMembers') return []
    throw failure(endpoint, envelope)
  }
  return {
    qunGroups: (skey, signal) => call('qunGroups', { bkn: bkn(skey) }, readQunGroups, signal),
    qunFriends: (skey, signal) => call('qunFriends', { bkn: bkn(skey) }, readQunFriends, signal),
    qunMembers: (group, skey, signal) =>
      call('qunMembers', { gc: group, u: tickets().uin, bkn: bkn(skey) }, readQunMembers, signal),
  }
}
