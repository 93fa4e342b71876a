import type { ContactId } from '../chat/contact.ts'
import { canonical } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'
import { readRuleState } from '../rules/state.ts'
import type { RuleState } from '../rules/state.ts'
import { MINUTE } from '../time.ts'

/** What the rules remember of an account, about people as they are known now: two may have turned out to be one since. */
export function readStateFor(book: Pick<Book, 'aliases'>, stored: unknown): RuleState {
  const state = readRuleState(stored)
  if (book.aliases.size === 0) return state
  const now = (id: ContactId) => canonical(book, id)
  const there = <T extends { conversation: ContactId }>(entry: T): T => {
    const conversation = now(entry.conversation)
    return conversation === entry.conversation ? entry : { ...entry, conversation }
  }
  const by = <T extends { author: ContactId | null }>(entry: T): T => {
    const author = entry.author === null ? null : now(entry.author)
    return author === entry.author ? entry : { ...entry, author }
  }
  return {
    ...state,
    replies: state.replies.map((entry) => by(there(entry))),
    drafts: state.drafts.map(there),
    answered: state.answered.map((entry) => by(there(entry))),
    takeovers: state.takeovers.map(there),
    turns: state.turns.map((entry) => by(there(entry))),
    loops: state.loops.map(there),
    heard: state.heard.map(by),
    mutes: state.mutes.map(there),
    followUps: state.followUps.map((entry) => by(there(entry))),
    rotations: state.rotations.map((entry) => {
      const { conversation } = entry
      return conversation === null ? entry : { ...entry, conversation: now(conversation) }
    }),
  }
}

/** Longer than an echo can take, ms. */
const WORDS_KEPT_FOR = 5 * MINUTE

/**
 * The state after a decision, with the user's own words as they were before it, but for those that are old by the time at
 * which the entry came: the clock may have gone on or back since, and the echoes in the entries behind are looked for by
 * the time at which those came.
 */
export function keepingWords(after: RuleState, before: RuleState, { receivedAt }: { receivedAt: number }): RuleState {
  const ownWords = before.ownWords.filter(({ at }) => at > receivedAt - WORDS_KEPT_FOR)
  return ownWords.length === 0 && after.ownWords.length === 0 ? after : { ...after, ownWords }
}
