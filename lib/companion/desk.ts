import type { Archive } from '../archive/port.ts'
import type { Directory, GroupDetails, LoginId, PersonDetails } from '../backend.ts'
import type { ContactId } from '../chat/contact.ts'
import type { Handle } from '../chat/handle.ts'
import { adopt, canonical, createBook } from '../contacts/book.ts'
import type { Book, BookChange } from '../contacts/book.ts'
import { createCircle } from '../contacts/circle.ts'
import type { Circle } from '../contacts/circle.ts'
import { join, keepApart, undoApart, undoJoin } from '../contacts/joins.ts'
import type { JoinOutcome } from '../contacts/joins.ts'
import { learnNumbers, linkDirectory } from '../contacts/link.ts'
import { takeMembers } from '../contacts/members.ts'
import { takeProfile } from '../contacts/profile.ts'
import { compileRules } from '../rules/compile.ts'
import type { RuleSet } from '../rules/policy.ts'
import { revisionOf, withPeopleOf } from './rule-revision.ts'
import type { DecidingRules } from './rule-revision.ts'

/** What is known about the people of one login, and the ways it grows. One at a time: callers queue. */
export interface Desk {
  login: LoginId
  book: Book
  circle: Circle
  /** Rules ready to decide with, their contacts under the ids that stand for them now. Compiled once. */
  rules(ruleSet: RuleSet): Promise<DecidingRules>
  /** Links everybody that the lists name. A list that did not come takes nobody's name or friendship away. */
  takeDirectory(directory: Directory): Promise<void>
  takeMembers(group: Handle, details: GroupDetails): Promise<void>
  takeProfile(person: Handle, details: PersonDetails): Promise<void>
  /** Real numbers that came beside messages, or from calls that only give those. Handles nobody has met are passed over. */
  takeNumbers(numbers: readonly { handle: Handle; number: string }[]): Promise<void>
  /** The user's word on who is who; see `lib/contacts/joins.ts`. */
  join(a: ContactId, b: ContactId): Promise<JoinOutcome>
  keepApart(a: ContactId, b: ContactId): Promise<BookChange>
  undoApart(a: ContactId, b: ContactId): Promise<BookChange>
  undoJoin(id: ContactId): Promise<BookChange>
  /** Takes in what was written down at another desk of the account. */
  adopt(change: BookChange): void
}

interface DeskParts {
  archive: Pick<Archive, 'contacts' | 'aliases' | 'aparts' | 'handles' | 'commit'>
  ownNick(): string
  newId(): string
  now(): number
}

/** @throws {ArchiveError} as do the desk's own methods; a desk that has thrown is thrown away, the archive is right */
export async function openDesk(parts: DeskParts, login: LoginId): Promise<Desk> {
  const { archive, newId, now } = parts
  const [contacts, aliases, aparts, handles] = await Promise.all([
    archive.contacts(login.account),
    archive.aliases(login.account),
    archive.aparts(login.account),
    archive.handles(login.account, login.epoch),
  ])
  const book = createBook(login.account, { contacts, aliases, aparts, handles })
  const circle = createCircle(book, parts.ownNick)

  /** Written down first, then known. */
  const keep = async (change: BookChange): Promise<BookChange> => {
    if (Object.values(change).some((rows) => rows.length > 0)) await archive.commit({ ...change })
    adopt(book, change)
    return change
  }

  let compiled: { from: RuleSet; merges: string; rules: Promise<DecidingRules> } | undefined

  async function compile(from: RuleSet): Promise<DecidingRules> {
    const ruleSet = withPeopleOf(book, from)
    return { compiled: compileRules(ruleSet), ruleSet, revision: await revisionOf(ruleSet) }
  }

  return {
    login,
    book,
    circle,
    rules(from) {
      const chosen = from.rules.flatMap(({ who }) => [...who.contacts, ...who.except, ...who.authors])
      const merges = chosen.map((id) => canonical(book, id)).join(' ')
      if (compiled?.from !== from || compiled.merges !== merges) compiled = { from, merges, rules: compile(from) }
      return compiled.rules
    },
    async takeDirectory({ friends = [], groups = [], discusses = [] }) {
      const plain = { category: null, isFriend: false, number: null }
      const named = [
        ...friends.map((friend) => ({ ...friend, isFriend: true })),
        ...groups.map(({ handle, name, remark }) => ({ ...plain, handle, nick: name, remark })),
        // An unnamed discussion keeps the name it had.
        ...discusses.map(({ handle, name }) => ({ ...plain, handle, nick: name || null, remark: null })),
      ]
      await keep(linkDirectory(book, named, now(), newId))
    },
    async takeMembers(group, details) {
      circle.takeMembers(group, details)
      await keep(takeMembers(book, group, details, now(), newId))
    },
    async takeProfile(person, details) {
      await keep(takeProfile(book, person, details, now(), newId))
    },
    async takeNumbers(numbers) {
      if (numbers.length > 0) await keep(learnNumbers(book, numbers, now(), newId))
    },
    async join(a, b) {
      const outcome = join(book, a, b, now(), newId)
      if (outcome.kind === 'done') await keep(outcome.change)
      return outcome
    },
    keepApart: (a, b) => keep(keepApart(book, a, b, now())),
    undoApart: (a, b) => keep(undoApart(book, a, b, now(), newId)),
    undoJoin: (id) => keep(undoJoin(book, id, now(), newId)),
    adopt: (change) => adopt(book, change),
  }
}
