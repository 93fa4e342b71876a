import type { Archive, Batch } from '../archive/port.ts'
import type { Directory, GroupDetails, LoginId, PersonDetails } from '../backend.ts'
import type { Contact } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { adopt, canonical, contactOf, createBook } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'
import { createCircle } from '../contacts/circle.ts'
import type { Circle } from '../contacts/circle.ts'
import { linkNamed } from '../contacts/link.ts'
import { takeMembers } from '../contacts/members.ts'
import { compileRules } from '../rules/compile.ts'
import type { CompiledRules } from '../rules/compile.ts'
import type { Rule } from '../rules/rule.ts'

/** What is known about the people of one login, and the ways it grows. One at a time: callers queue. */
export interface Desk {
  login: LoginId
  book: Book
  circle: Circle
  /** Rules ready to decide with, their contacts under the ids that stand for them now. Compiled once. */
  rules(rules: readonly Rule[]): CompiledRules
  /** Links everybody that the lists name. */
  takeDirectory(directory: Directory): Promise<void>
  takeMembers(group: Handle, details: GroupDetails): Promise<void>
  takeProfile(person: Handle, details: PersonDetails): Promise<void>
}

interface DeskParts {
  archive: Pick<Archive, 'contacts' | 'aliases' | 'handles' | 'commit'>
  ownNick(): string
  newId(): string
  now(): number
}

/** @throws {ArchiveError} as do the desk's own methods; a desk that has thrown is thrown away, the archive is right */
export async function openDesk(parts: DeskParts, login: LoginId): Promise<Desk> {
  const { archive, newId, now } = parts
  const [contacts, aliases, handles] = await Promise.all([
    archive.contacts(login.account),
    archive.aliases(login.account),
    archive.handles(login.account, login.epoch),
  ])
  const book = createBook(login.account, { contacts, aliases, handles })
  const circle = createCircle(book, parts.ownNick)

  const keep = async (batch: Batch) => {
    const isEmpty = Object.values(batch).every((rows) => Array.isArray(rows) && rows.length === 0)
    if (!isEmpty) await archive.commit(batch)
  }

  let compiled: { from: readonly Rule[]; aliases: number; rules: CompiledRules } | undefined

  return {
    login,
    book,
    circle,
    rules(from) {
      if (compiled?.from !== from || compiled.aliases !== book.aliases.size) {
        const current = from.map((rule) => ({
          ...rule,
          who: { ...rule.who, contacts: rule.who.contacts.map((id) => canonical(book, id)) },
        }))
        compiled = { from, aliases: book.aliases.size, rules: compileRules(current) }
      }
      return compiled.rules
    },
    async takeDirectory({ friends, groups, discusses }) {
      const plain = { category: null, isFriend: false, number: null }
      const change = linkNamed(
        book,
        [
          ...friends.map((friend) => ({ ...friend, isFriend: true })),
          ...groups.map(({ handle, name, remark }) => ({ ...plain, handle, nick: name, remark })),
          // An unnamed discussion keeps the name it had.
          ...discusses.map(({ handle, name }) => ({ ...plain, handle, nick: name || null, remark: null })),
        ],
        now(),
        newId,
      )
      await keep({ ...change })
      adopt(book, change)
    },
    async takeMembers(group, details) {
      circle.takeMembers(group, details)
      const contact = contactOf(book, group)
      if (contact) await keep({ ...takeMembers(book, contact, details, now(), newId) })
    },
    async takeProfile(person, { nick, profile }) {
      const contact = contactOf(book, person)
      if (!contact) return
      const next: Contact = { ...contact, nick: nick ?? contact.nick, profile, updatedAt: now() }
      await keep({ contacts: [next] })
      book.contacts.set(next.id, next)
    },
  }
}
