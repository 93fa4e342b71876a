import type { ContactId } from '../chat/contact.ts'
import type { MessageView } from '../chat/message.ts'
import { segmentsToText, type Segment } from '../chat/segment.ts'
import type { ContactsShown } from './contacts-shown.ts'
import type { ExportedFilter, ExportedMessage, ExportedSegment, ExportFailure } from './format.ts'
import type { ExportedSender, ExportSource } from './ports.ts'
import { MASK } from './mask.ts'
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts'
import { createTextRedactor, type RedactText } from './redact-text.ts'
import { wellFormed } from './well-formed.ts'
import { halfSha256 } from './verifier/sha256.js'

/** Replaces names and numbers in everything a file can show. Times stay. */
export interface Redactor {
  /** Of the names it knows and what they become: another digest means other bytes. */
  digest: string
  id(id: ContactId): ContactId
  message(message: ExportedMessage): ExportedMessage
  contacts(shown: ContactsShown): ContactsShown
  sender(sender: ExportedSender): ExportedSender
  account: { number: string; nick: string | null }
  filter(filter: ExportedFilter): ExportedFilter
  failure(failure: ExportFailure): ExportFailure
}

/** What anybody was called: names by the contact they are of, and names of people nobody knows. */
export interface KnownNames {
  contacts: Awaited<ReturnType<ExportSource['contacts']>>
  account: ExportSource['account']
  /** Names under which contacts wrote. */
  written: ReadonlyMap<string, ContactId | null>
  /** Names under which the account itself wrote. */
  own: ReadonlySet<string>
}

/** Facts of notices that are plain numbers and name nobody. */
const HARMLESS_FACTS: ReadonlySet<string> = new Set(['seconds', 'size'])
/** Counts on when texts are redacted otherwise: an export that goes on has to be of one piece. */
const RULES = 2
/** The account without a number, as the archive knows one. */
const NO_NUMBER = '0'

/** @param salt anything; the same one gives the same names in every export. */
export function createRedactor(
  salt: string,
  language: 'zh-CN' | 'en',
  known: KnownNames,
  canonical: ExportSource['canonical'],
): Redactor {
  const pseudonyms = createPseudonyms(salt, language, [...new Set(known.contacts.map(({ id }) => canonical(id)))])
  const names = namesOf(known, pseudonyms, canonical)
  const text = createTextRedactor(names, pseudonyms.stranger)
  const kinds = new Map(known.contacts.map(({ id, kind }) => [canonical(id), kind]))

  function person(id: ContactId): string {
    const kind = kinds.get(id)
    return kind === 'group' || kind === 'discuss' ? pseudonyms.chat(id, kind) : pseudonyms.person(id)
  }

  return {
    digest: halfSha256(JSON.stringify([RULES, salt, language, [...names]])),
    id: pseudonyms.id,
    message: (message) => redactMessage(message, pseudonyms, person, text),
    contacts: (shown) => ({
      people: new Map(
        [...shown.people.keys()].map((id) => [pseudonyms.id(id), { number: null, nick: person(id), remark: null }]),
      ),
      head: ({ id, kind }) => ({ id: pseudonyms.id(id), kind, title: pseudonyms.chat(id, kind), number: null }),
      // Asked for by the real id: the caller has no other.
      members: (id) =>
        shown.members(id).map(({ contact, nick, role }) => ({
          contact: contact === null ? null : pseudonyms.id(canonical(contact)),
          nick: contact === null ? pseudonyms.stranger(nick) : person(canonical(contact)),
          card: null,
          role,
        })),
    }),
    sender: ({ contact }) => ({ contact: pseudonyms.id(contact), name: person(contact) }),
    account: { number: NO_NUMBER, nick: pseudonyms.me },
    // What was searched for may be a name.
    filter: ({ authors, words, content }) => ({
      ...(authors && { authors: authors.map((id) => (id === null ? null : pseudonyms.id(id))) }),
      ...(words !== undefined && { words: MASK }),
      ...(content && { content }),
    }),
    failure: ({ conversation, title, why }) => ({
      conversation: pseudonyms.id(conversation),
      title: title === null ? null : person(conversation),
      why: text(why),
    }),
  }
}

function redactMessage(
  message: ExportedMessage,
  pseudonyms: Pseudonyms,
  person: (id: ContactId) => string,
  text: RedactText,
): ExportedMessage {
  // Half a surrogate pair in the middle of a name must not hide it.
  const { segments: given, autoReply, ...rest } = wellFormed(message)
  const segments = given.map((segment) => redactSegment(segment, text))
  const { author, authorName } = rest
  const redacted: ExportedMessage = {
    ...rest,
    id: pseudonyms.messageId(rest.id),
    author: author === null ? null : pseudonyms.id(author),
    authorName: authorName === null ? null : nameOf(message, authorName, pseudonyms, person),
    segments,
    text: segmentsToText(segments.map(asStored)),
  }
  if (autoReply) redacted.autoReply = { ruleId: null, state: autoReply.state }
  return redacted
}

function nameOf(
  { direction, author }: ExportedMessage,
  name: string,
  pseudonyms: Pseudonyms,
  person: (id: ContactId) => string,
): string {
  if (author !== null) return person(author)
  return direction === 'out' ? pseudonyms.me : pseudonyms.stranger(name)
}

function redactSegment(segment: ExportedSegment, text: RedactText): ExportedSegment {
  switch (segment.type) {
    case 'text':
    case 'quote':
      return { type: segment.type, text: text(segment.text) }
    case 'attachment':
      return { ...segment, name: segment.name === null ? null : text(segment.name) }
    case 'notice': {
      const facts = Object.entries(segment.facts).map(([name, fact]) => [
        name,
        HARMLESS_FACTS.has(name) ? fact : text(fact),
      ])
      return { ...segment, facts: Object.fromEntries(facts) as Record<string, string> }
    }
    case 'face':
    case 'picture':
    case 'withheld':
    case 'unknown':
      return segment
  }
}

function asStored(segment: ExportedSegment): Segment {
  return segment.type === 'unknown' ? { type: 'unknown', raw: null } : segment
}

/** Every name and number, well-formed, with what stands for it. The first one that has a name keeps it. */
function namesOf(
  { contacts, account, written, own }: KnownNames,
  pseudonyms: Pseudonyms,
  canonical: ExportSource['canonical'],
): Map<string, string> {
  const names = new Map<string, string>()
  function add(name: string | null | undefined, pseudonym: string): void {
    const plain = name?.toWellFormed().trim()
    if (plain && !names.has(plain)) names.set(plain, pseudonym)
  }
  add(account.number === NO_NUMBER ? null : account.number, pseudonyms.me)
  add(account.nick, pseudonyms.me)
  const sorted = [...contacts].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, kind, number, nick, remark } of sorted) {
    const of = canonical(id)
    const pseudonym = kind === 'person' ? pseudonyms.person(of) : pseudonyms.chat(of, kind)
    for (const name of [number, remark, nick]) add(name, pseudonym)
  }
  for (const { members } of sorted) {
    for (const { contact, nick, card } of members ?? []) {
      const pseudonym = contact === null ? pseudonyms.stranger(nick) : pseudonyms.person(canonical(contact))
      add(card, pseudonym)
      add(nick, pseudonym)
    }
  }
  for (const name of own) add(name, pseudonyms.me)
  for (const [name, id] of [...written].sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(name, id === null ? pseudonyms.stranger(name) : pseudonyms.person(canonical(id)))
  }
  return names
}

/** The names that people have in messages: of those who wrote, and of those whom notices tell of. */
export function collectNames(
  messages: readonly MessageView[],
  into: Map<string, ContactId | null>,
  own: Set<string>,
): void {
  for (const { author, authorName, direction, segments } of messages) {
    if (authorName && direction === 'out') own.add(authorName)
    if (authorName && direction === 'in' && !into.get(authorName)) into.set(authorName, author)
    for (const segment of segments) {
      if (segment.type !== 'notice') continue
      for (const name of [segment.facts['who'], segment.facts['by'], segment.facts['number']]) {
        if (name && !into.has(name)) into.set(name, null)
      }
    }
  }
}
