import type { ContactId } from '../chat/contact.ts'
import { canonical } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'
import { readRuleState } from '../rules/state.ts'
import type { RuleState } from '../rules/state.ts'

/** What the rules remember of an account, about people as they are known now: two may have turned out to be one since. */
export function readStateFor(book: Book, stored: unknown): RuleState {
  const state = readRuleState(stored)
  if (book.aliases.size === 0) return state
  const now = <T extends { conversation: ContactId }>(entry: T): T => {
    const conversation = canonical(book, entry.conversation)
    return conversation === entry.conversation ? entry : { ...entry, conversation }
  }
  return {
    ...state,
    replies: state.replies.map(now),
    answered: state.answered.map((entry) => {
      const author = entry.author === null ? null : canonical(book, entry.author)
      return { ...now(entry), author }
    }),
    takeovers: state.takeovers.map(now),
  }
}
