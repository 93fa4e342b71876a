import type { Contact } from '../chat/contact.ts'
import type { AccountId, HandleKind } from '../chat/handle.ts'

/** A contact of whom nothing is known but that somebody is there; details fill in as the service names them. */
export function newContact(id: string, account: AccountId, kind: HandleKind, now: number): Contact {
  return {
    id,
    account,
    kind,
    number: null,
    nick: null,
    remark: null,
    category: null,
    isFriend: false,
    profile: null,
    members: null,
    notice: null,
    createdAt: null,
    firstSeenAt: now,
    updatedAt: now,
  }
}
