import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import { hasContent } from './content.ts'
import { foldForSearch } from './fold.ts'
import type { Query, Wish } from './wish.ts'

/** Whom names mean. All ids are canonical. */
export interface Resolve {
  /** People who are, or were, called so: remark, nick, card or number. */
  people(name: string): ReadonlySet<ContactId>
  /** Conversations of that name or number. */
  conversations(name: string): ReadonlySet<ContactId>
  /** The id that stands for a contact after merges; the id itself when it was never merged. */
  canonical(id: ContactId): ContactId
}

/** Whether a message is what the query asks for. Names are looked up now, once. */
export function compileMatch({ groups }: Pick<Query, 'groups'>, resolve: Resolve): (message: MessageView) => boolean {
  const compiled = groups.map((group) => group.map((wish) => compileWish(wish, resolve)))
  return (message) => {
    const looked = { message, folded: foldForSearch(message.text) }
    return compiled.every((group) => group.some((test) => test(looked)))
  }
}

/**
 * Whether a message with this folded text can be what the query asks for, as far as the text alone tells; null when the text
 * tells nothing.
 */
export function compileTextMatch({ groups }: Pick<Query, 'groups'>): ((folded: string) => boolean) | null {
  const compiled = groups.flatMap((group) => {
    const tests = group.map((wish) => textTest(wish))
    return tests.every((test) => test !== null) ? [tests] : []
  })
  if (compiled.length === 0) return null
  return (folded) => compiled.every((tests) => tests.some((test) => test(folded)))
}

interface Looked {
  message: MessageView
  folded: string
}

function compileWish(wish: Wish, resolve: Resolve): (looked: Looked) => boolean {
  const holds = compileAtom(wish, resolve)
  return wish.not ? (looked) => !holds(looked) : holds
}

function compileAtom(wish: Wish, resolve: Resolve): (looked: Looked) => boolean {
  switch (wish.kind) {
    case 'words': {
      const term = foldForSearch(wish.text)
      return ({ folded }) => folded.includes(term)
    }
    case 'from':
      return wish.isMe ? ({ message }) => message.direction === 'out' : isFrom(wish.name, resolve)
    case 'in': {
      const ids = resolve.conversations(wish.name)
      return ({ message }) => ids.has(resolve.canonical(message.conversation))
    }
    case 'has':
      return ({ message }) => hasContent(message, wish.what)
    case 'before':
      return ({ message }) => message.sentAt < wish.days.from
    case 'after':
      return ({ message }) => message.sentAt >= wish.days.from
    case 'on':
      return ({ message }) => message.sentAt >= wish.days.from && message.sentAt < wish.days.to
    case 'any': {
      const tests = wish.of.map((one) => compileWish(one, resolve))
      return (looked) => tests.some((test) => test(looked))
    }
  }
}

/** Written by somebody who is called so, or was then. */
function isFrom(name: string, resolve: Resolve): (looked: Looked) => boolean {
  const ids = resolve.people(name)
  const folded = foldForSearch(name)
  return ({ message: { author, authorName, direction } }) => {
    if (direction === 'out') return false
    if (author !== null && ids.has(resolve.canonical(author))) return true
    return authorName !== null && foldForSearch(authorName).includes(folded)
  }
}

/** null: the text does not say it. */
function textTest(wish: Wish): ((folded: string) => boolean) | null {
  if (wish.kind === 'any') {
    // Denied together: as soon as the text has one of the words, it is not what is wanted.
    const words = wish.of.flatMap((one) => (one.kind === 'words' ? [foldForSearch(one.text)] : []))
    if (!wish.not || words.length === 0) return null
    return (folded) => !words.some((word) => folded.includes(word))
  }
  if (wish.kind !== 'words') return null
  const term = foldForSearch(wish.text)
  return (folded) => folded.includes(term) !== wish.not
}
