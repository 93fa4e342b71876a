import type { Archive } from '../archive/port.ts'
import type { LoginId } from '../backend.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { canonical } from '../contacts/book.ts'
import { readRuleState, takeoverOf } from '../rules/state.ts'
import type { Desk } from './desk.ts'
import { readStateFor } from './rule-state.ts'

interface TakenOverParts {
  archive: Pick<Archive, 'ruleState'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  now(): number
}

/** Whether the user writes in the conversation of a reply that is about to go out. @throws {ArchiveError} */
export async function isTakenOver({ archive, atDesk, now }: TakenOverParts, row: OutboxRow): Promise<boolean> {
  const { target, conversation } = row
  const stored = await archive.ruleState(target.account)
  // Mostly nobody writes anywhere, and then no desk is waited for.
  if (readRuleState(stored).takeovers.length === 0) return false
  return atDesk(target, ({ book }) => {
    const at = { at: now() }
    return takeoverOf(readStateFor(book, stored), canonical(book, conversation), at) !== undefined
  })
}
