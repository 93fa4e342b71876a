import type { Contact, ContactId } from '../chat/contact.ts'
import type { Decisions } from './decisions.ts'
import type { ImportArchive } from './ports.ts'
import { friendOf } from './propose.ts'
import type { Survey, SurveyedConversation, SurveyedPerson } from './survey.ts'

/** Which contact everything of the files is written under. */
export interface Targets {
  /** Of each conversation; null of those that are left. */
  conversations: (ContactId | null)[]
  /** The contact of somebody, made when they are first asked for. */
  person(index: number): ContactId
  /** Contacts that had to be made. */
  made(): Contact[]
  /** The contact that was made for somebody, or for a conversation; null when it was there before, or nobody needed it. */
  madeFor(of: 'person' | 'conversation', index: number): ContactId | null
}

/**
 * Settles the contacts of an import. A new contact keeps the id that our own export has for it, unless somebody else has that by
 * now. `newId` gives random ones; `now` in ms.
 */
export async function settleTargets(
  survey: Survey,
  decisions: Decisions,
  archive: Pick<ImportArchive, 'contact'>,
  newId: () => ContactId,
  now: number,
): Promise<Targets> {
  const made = new Map<ContactId, Contact>()
  const ids = new Set([...survey.conversations, ...survey.people].flatMap(({ id }) => id ?? []))
  const taken = new Set<ContactId>()
  for (const id of ids) if ((await archive.contact(id)) !== undefined) taken.add(id)
  const freeId = (id: string | null) => (id !== null && !taken.has(id) && !made.has(id) ? id : newId())

  function make(id: ContactId, change: Pick<Contact, 'kind' | 'number' | 'nick' | 'remark'>): ContactId {
    made.set(id, {
      id,
      account: decisions.account,
      ...change,
      category: null,
      isFriend: false,
      profile: null,
      members: null,
      notice: null,
      createdAt: null,
      firstSeenAt: now,
      updatedAt: now,
    })
    return id
  }

  const people = survey.people.map((_, index) => decisions.people[index]?.contact ?? null)
  const conversations = survey.conversations.map((conversation, index): ContactId | null => {
    const choice = decisions.conversations[index]
    if (choice?.take !== true) return null
    const friend = choice.kind === 'friend' ? friendOf(conversation, survey, decisions.self) : undefined
    const person = friend === undefined ? -1 : survey.people.indexOf(friend)
    const known = choice.target ?? (person === -1 ? null : (people[person] ?? null))
    const id = known ?? makeConversation(conversation, choice.kind, friend)
    // Whoever a conversation is with is one contact with it, in groups too.
    if (person !== -1 && people[person] === null) people[person] = id
    return id
  })

  function makeConversation(
    { id, title, number }: SurveyedConversation,
    kind: 'friend' | 'group' | 'discuss',
    friend: SurveyedPerson | undefined,
  ): ContactId {
    if (kind !== 'friend') return make(freeId(id), { kind, number, nick: title, remark: null })
    const nick = friend === undefined ? title : friend.nick
    const remark = friend === undefined ? null : friend.remark
    const isNamed = nick !== null || remark !== null
    return make(freeId(id ?? friend?.id ?? null), {
      kind: 'person',
      number: number ?? friend?.number ?? null,
      nick: isNamed ? nick : (title ?? friend?.shown ?? null),
      remark: isNamed && friend !== undefined && remark === null && title !== null && title !== nick ? title : remark,
    })
  }

  return {
    conversations,
    person(index) {
      const known = people[index]
      if (known) return known
      const { id = null, number = null, nick = null, remark = null, shown = null } = survey.people[index] ?? {}
      // Our own files name everybody; who has no name there has none.
      const isListed = nick !== null || remark !== null || survey.people[index]?.format.startsWith('ours-') === true
      people[index] = make(freeId(id), { kind: 'person', number, nick: isListed ? nick : shown, remark })
      return people[index] ?? ''
    },
    made: () => [...made.values()],
    madeFor(of, index) {
      const id = (of === 'person' ? people : conversations)[index] ?? null
      return id !== null && made.has(id) ? id : null
    },
  }
}
