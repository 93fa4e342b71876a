import type { Archive } from '../archive/port.ts'
import type { LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import type { BookChange } from '../contacts/book.ts'
import type { JoinOutcome } from '../contacts/joins.ts'
import type { Desk } from './desk.ts'

/** How joining two contacts ended; `from` is the one that was merged, by which the join can be taken back. */
export type Joined = { kind: 'joined'; from: ContactId } | Extract<JoinOutcome, { kind: 'refused' }>

export interface WhoParts {
  archive: Pick<Archive, 'contact'>
  /** Works at the desk of a login, after whatever else works there. */
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /** All desks of an account that are open. */
  desksOf(account: AccountId): readonly Desk[]
  /** The login that is up, or was up last: its handles are the ones that can be linked anew. */
  lastLogin(): Promise<LoginId | null>
  /** People were linked or parted: rules may have fallen asleep or woken up. */
  linked(): Promise<void>
}

/** What the user says about who is who; also while nobody is logged in. Each rejects with ArchiveError when storage fails. */
export interface Who {
  join(a: ContactId, b: ContactId): Promise<Joined>
  keepApart(a: ContactId, b: ContactId): Promise<void>
  undoApart(a: ContactId, b: ContactId): Promise<void>
  undoJoin(id: ContactId): Promise<void>
}

export function createWho(parts: WhoParts): Who {
  async function about(id: ContactId, say: (desk: Desk) => Promise<BookChange | null>): Promise<void> {
    const account = (await parts.archive.contact(id))?.account
    if (account === undefined) return
    const last = await parts.lastLogin()
    const login = last?.account === account ? last : { account, epoch: 'none' }
    await parts.atDesk(login, async (desk) => {
      const change = await say(desk)
      if (!change) return
      for (const other of parts.desksOf(account)) if (other !== desk) other.adopt(change)
    })
    await parts.linked()
  }

  return {
    async join(a, b) {
      let joined: Joined = { kind: 'refused', why: 'unknown' }
      await about(a, async (desk) => {
        const outcome = await desk.join(a, b)
        joined = outcome.kind === 'done' ? { kind: 'joined', from: outcome.from } : outcome
        return outcome.kind === 'done' ? outcome.change : null
      })
      return joined
    },
    keepApart: (a, b) => about(a, (desk) => desk.keepApart(a, b)),
    undoApart: (a, b) => about(a, (desk) => desk.undoApart(a, b)),
    undoJoin: (id) => about(id, (desk) => desk.undoJoin(id)),
  }
}
