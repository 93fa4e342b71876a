import type { Archive } from '../archive/port.ts'
import type { LoginId } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { AccountId } from '../chat/handle.ts'
import { canonical } from '../contacts/book.ts'
import { forgetLoop, prune } from '../rules/state.ts'
import type { Desk } from './desk.ts'
import { readStateFor } from './rule-state.ts'

export interface LoopParts {
  archive: Pick<Archive, 'contact' | 'ruleState' | 'commit'>
  /** Works at the desk of a login, after whatever else works there. */
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  /** The login that is up, or was up last. */
  lastLogin(): Promise<LoginId | null>
  loops(account: AccountId, loops: readonly { conversation: ContactId; until: number }[]): Promise<void>
  now(): number
}

/** Conversations that the loop breaker leaves alone, beside what comes of messages. Rejects with ArchiveError. */
export interface Loops {
  /** The user ends the pause of one. Nothing when there is none. */
  resume(conversation: ContactId): Promise<void>
  /** Tells which there are, as after a start. */
  tell(): Promise<void>
}

export function createLoops(parts: LoopParts): Loops {
  const { archive, atDesk } = parts

  async function loginOf(account: AccountId): Promise<LoginId> {
    const last = await parts.lastLogin()
    return last?.account === account ? last : { account, epoch: 'none' }
  }

  return {
    async resume(conversation) {
      const account = (await archive.contact(conversation))?.account
      if (account === undefined) return
      await atDesk(await loginOf(account), async ({ book }) => {
        const before = readStateFor(book, await archive.ruleState(account))
        const state = prune(forgetLoop(before, canonical(book, conversation)), { at: parts.now() })
        await archive.commit({ ruleState: { account, state } })
        await parts.loops(account, state.loops)
      })
    },
    async tell() {
      const last = await parts.lastLogin()
      if (!last) return
      const stored = await archive.ruleState(last.account)
      await atDesk(last, ({ book }) =>
        parts.loops(last.account, prune(readStateFor(book, stored), { at: parts.now() }).loops),
      )
    },
  }
}
