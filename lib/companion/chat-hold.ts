import type { Archive } from '../archive/port.ts'
import type { LoginId } from '../backend.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { canonical } from '../contacts/book.ts'
import type { ChatHold } from '../outbox/sending-guards.ts'
import { mutedUntil, prune, readRuleState, takeoverOf } from '../rules/state.ts'
import type { Desk } from './desk.ts'
import { readStateFor } from './rule-state.ts'

interface ChatHoldParts {
  archive: Pick<Archive, 'ruleState'>
  atDesk<T>(login: LoginId, work: (desk: Desk) => T | Promise<T>): Promise<T>
  now(): number
}

/** What has happened in the conversation of a reply that is about to go out, so that it must not. @throws {ArchiveError} */
export async function chatHold({ archive, atDesk, now }: ChatHoldParts, row: OutboxRow): Promise<ChatHold | null> {
  const { target, conversation } = row
  const stored = await archive.ruleState(target.account)
  const { takeovers, loops, mutes } = readRuleState(stored)
  // Mostly there is nothing of that, and then no desk is waited for.
  if (takeovers.length + loops.length + mutes.length === 0) return null
  return atDesk(target, ({ book }) => {
    const at = { at: now() }
    const state = prune(readStateFor(book, stored), at)
    const chat = canonical(book, conversation)
    if (takeoverOf(state, chat, at)) return 'takeover'
    if (state.loops.some((loop) => loop.conversation === chat)) return 'loop'
    return mutedUntil(state, chat, at) === null ? null : 'muted'
  })
}
