import { displayName } from '../chat/contact.ts'
import type { Alias, Contact, ContactId } from '../chat/contact.ts'
import type { AccountId, HandleKind } from '../chat/handle.ts'
import type { ConversationKind } from '../chat/message.ts'
import { canonicalIds } from './canonical-ids.ts'
import type { ConversationChoice, Decisions, PersonChoice } from './decisions.ts'
import type { Survey, SurveyedConversation, SurveyedPerson } from './survey.ts'

/** The account of what nobody gave an account. */
export const NO_ACCOUNT: AccountId = '0'

/** What is known of an account before it is decided what belongs to it. */
export interface KnownPeople {
  contacts: readonly Contact[]
  aliases: readonly Alias[]
}

const HANDLE_KINDS: Readonly<Record<ConversationKind, HandleKind>> = {
  friend: 'person',
  group: 'group',
  discuss: 'discuss',
}

/** The account that a file is proposed for: its own, else the only one there is, else none. */
export function proposeAccount(survey: Pick<Survey, 'account'>, accounts: readonly AccountId[]): AccountId {
  const own = survey.account?.number ?? null
  if (own !== null) return own
  const real = accounts.filter((account) => account !== NO_ACCOUNT)
  const [only] = real
  return real.length === 1 && only !== undefined ? only : NO_ACCOUNT
}

/**
 * What would be done with everything in the files, by what is known of the account. A match by id or number is sure; one by name
 * is for the user to look at. `self`: who the user says they are; absent, the file is believed.
 */
export function propose(
  survey: Survey,
  account: AccountId,
  known: KnownPeople,
  self: number[] = proposeSelf(survey, account),
): Decisions {
  const book = createBook(known, account)
  const conversations = survey.conversations.map((conversation) =>
    proposeConversation(conversation, survey, book, self),
  )
  return {
    account,
    self,
    conversations,
    people: survey.people.map((person, index) => proposePerson(person, index, survey, conversations, book)),
    conflicts: 'keep',
  }
}

/** Who is the account itself: who the file says, who has its number, and in a chat of two the one it is not named after. */
export function proposeSelf(survey: Pick<Survey, 'conversations' | 'people'>, account: AccountId): number[] {
  const self = new Set(
    survey.people.flatMap((person, index) =>
      person.isSelf || (account !== NO_ACCOUNT && person.number === account) ? [index] : [],
    ),
  )
  for (const { format, people, title, kind } of survey.conversations) {
    const writers = [...people.keys()]
    if (format !== 'qq-txt' || people.size !== 2 || kind === 'group' || title === null) continue
    if (writers.some((writer) => self.has(writer))) continue
    const others = writers.filter((writer) => nameOfPerson(survey.people[writer]) !== title)
    const [only] = others
    if (others.length === 1 && only !== undefined) self.add(only)
  }
  return [...self]
}

/** The kind of a conversation whose file does not tell: with two people who have no numbers beside their names it is one with a friend. */
function kindOf({ kind, people }: SurveyedConversation, survey: Survey): ConversationKind {
  if (kind !== null) return kind
  const isNumbered = [...people.keys()].every((index) => survey.people[index]?.number)
  return people.size > 2 || (isNumbered && people.size > 1) ? 'group' : 'friend'
}

function proposeConversation(
  conversation: SurveyedConversation,
  survey: Survey,
  book: Book,
  self: readonly number[],
): ConversationChoice {
  const kind = kindOf(conversation, survey)
  const handle = HANDLE_KINDS[kind]
  const take = conversation.count > 0
  const other = kind === 'friend' ? friendOf(conversation, survey, self) : undefined
  const byId = book.byId(conversation.id, handle)
  if (byId !== null) return { take, kind, target: byId, why: 'our-id' }
  const byNumber = book.byNumber(conversation.number ?? other?.number ?? null, handle)
  if (byNumber !== null) return { take, kind, target: byNumber, why: 'number' }
  const byName = book.byName(conversation.title ?? nameOfPerson(other), handle)
  return { take, kind, target: byName, why: byName === null ? null : 'name' }
}

/** The person a conversation with a friend is with: who the file says, else the only one beside the account. */
export function friendOf(
  { person, people }: SurveyedConversation,
  survey: Pick<Survey, 'people'>,
  self: readonly number[],
): SurveyedPerson | undefined {
  if (person !== null) return survey.people[person]
  const others = [...people.keys()].filter((index) => !self.includes(index))
  const [only] = others
  return others.length === 1 && only !== undefined ? survey.people[only] : undefined
}

function proposePerson(
  person: SurveyedPerson,
  index: number,
  survey: Survey,
  conversations: readonly ConversationChoice[],
  book: Book,
): PersonChoice {
  const byId = book.byId(person.id, 'person')
  if (byId !== null) return { contact: byId, why: 'our-id' }
  const byNumber = book.byNumber(person.number, 'person')
  if (byNumber !== null) return { contact: byNumber, why: 'number' }
  if (person.number !== null) return { contact: null, why: null }
  for (const [at, { people }] of survey.conversations.entries()) {
    const target = conversations[at]?.target ?? null
    const member = target === null || !people.has(index) ? null : book.member(target, nameOfPerson(person))
    if (member !== null) return { contact: member, why: 'member-name' }
  }
  return { contact: null, why: null }
}

/** What somebody of a file is called; null when nobody knows. */
export function nameOfPerson(person: SurveyedPerson | undefined): string | null {
  return person?.remark ?? person?.nick ?? person?.shown ?? null
}

interface Book {
  byId(id: string | null, kind: HandleKind): ContactId | null
  byNumber(number: string | null, kind: HandleKind): ContactId | null
  /** Only when exactly one is called so. */
  byName(name: string | null, kind: HandleKind): ContactId | null
  /** A member of a group by a name that only one of them has. */
  member(group: ContactId, name: string | null): ContactId | null
}

function createBook({ contacts, aliases }: KnownPeople, account: AccountId): Book {
  const canonical = canonicalIds(aliases)
  const byId = new Map(
    contacts.filter((contact) => contact.account === account).map((contact) => [contact.id, contact]),
  )
  const numbers = new Map<string, ContactId>()
  const names = new Map<string, Set<ContactId>>()
  for (const contact of byId.values()) {
    const id = canonical(contact.id)
    if (contact.number !== null) numbers.set(`${contact.kind}/${contact.number}`, id)
    for (const name of new Set([displayName(contact), contact.nick])) {
      if (!name?.trim()) continue
      const key = `${contact.kind}/${name.trim()}`
      names.set(key, (names.get(key) ?? new Set()).add(id))
    }
  }
  return {
    byId(id, kind) {
      const found = id === null ? undefined : byId.get(id)
      return found?.kind === kind ? canonical(found.id) : null
    },
    byNumber: (number, kind) => (number === null ? null : (numbers.get(`${kind}/${number}`) ?? null)),
    byName(name, kind) {
      const found = name === null ? undefined : names.get(`${kind}/${name.trim()}`)
      const [only] = found ?? []
      return found?.size === 1 && only !== undefined ? only : null
    },
    member(group, name) {
      if (!name?.trim()) return null
      const members = byId.get(group)?.members ?? []
      const found = members.filter(({ card, nick, isSelf }) => !isSelf && (card || nick).trim() === name.trim())
      const [only] = found
      return found.length === 1 && only ? (only.contact === null ? null : canonical(only.contact)) : null
    },
  }
}
