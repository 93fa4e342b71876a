import type { Archive } from '../../lib/archive/port.ts'
import type { LoginId } from '../../lib/backend.ts'
import type { AliasWhy, Contact, ContactId } from '../../lib/chat/contact.ts'
import type { ConversationSummary } from '../../lib/chat/message.ts'
import { canonical, createBook, isWeak } from '../../lib/contacts/book.ts'
import type { Book } from '../../lib/contacts/book.ts'
import { questionsIn } from '../../lib/contacts/doubts.ts'
import type { Question } from '../../lib/contacts/doubts.ts'
import { aliasWhy } from '../../lib/contacts/tie.ts'

/** One of two contacts that may be the same, with the conversation there is. */
export interface Side {
  contact: Contact
  summary: ConversationSummary | null
}

/** A pair for the user to judge. */
export interface QuestionRow extends Question {
  sides: { fresh: Side; old: Side }
}

/** Two contacts that were made one, and what said so. */
export interface JoinRow {
  /** What takes it back: the id that was merged, or a contact as this login has recognised it. */
  id: ContactId
  /** The merged one as it was called; null when nothing was stored apart. */
  from: Contact | null
  to: Contact
  why: AliasWhy
  at: number
}

export interface Who {
  questions: QuestionRow[]
  /** The newest first. */
  joins: JoinRow[]
}

/** Who may be whom in the last login, and what was joined, in all accounts. @throws {ArchiveError} */
export async function readWho(archive: Archive, login: LoginId | null): Promise<Who> {
  const accounts = await archive.accounts()
  const perAccount = await Promise.all(
    accounts.map(async (account): Promise<Who> => {
      const [contacts, aliases, aparts, handles, summaries] = await Promise.all([
        archive.contacts(account),
        archive.aliases(account),
        archive.aparts(account),
        login?.account === account ? archive.handles(account, login.epoch) : [],
        archive.conversations(account),
      ])
      const book = createBook(account, { contacts, aliases, aparts, handles })
      const byId = new Map(summaries.map((summary) => [summary.id, summary]))
      const side = (id: ContactId): Side => ({ contact: book.contacts.get(id)!, summary: byId.get(id) ?? null })
      const questions = questionsIn(book).map((question) => ({
        ...question,
        sides: { fresh: side(question.fresh), old: side(question.old) },
      }))
      const merged = aliases.map(({ from, why, at }) => ({ id: from, from: book.contacts.get(from) ?? null, why, at }))
      const joins = [...merged, ...recognitions(book)].flatMap((join) => {
        const to = book.contacts.get(canonical(book, join.id))
        return to ? [{ ...join, to }] : []
      })
      return { questions, joins }
    }),
  )
  return {
    questions: perAccount.flatMap(({ questions }) => questions),
    joins: perAccount.flatMap(({ joins }) => joins).toSorted((a, b) => b.at - a.at),
  }
}

/** Whom the login has recognised by evidence that can be wrong, and who has written nothing in it yet. */
function recognitions(book: Book): Omit<JoinRow, 'to'>[] {
  return [...book.handles.values()]
    .filter((link) => !book.aliases.has(link.contact))
    .flatMap((link) =>
      isWeak(link) ? [{ id: link.contact, from: null, why: aliasWhy(link.evidence), at: link.at }] : [],
    )
}
