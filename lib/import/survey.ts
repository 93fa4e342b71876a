import type { ConversationKind } from '../chat/message.ts'
import {
  DIRECTION_KNOWN,
  Fingerprints,
  idPrint,
  MINUTE_ONLY,
  NAMELESS,
  nameHash,
  OUR_ID,
  OUT,
  textPrint,
} from './fingerprints.ts'
import type { Found, FoundAccount, FoundMessage, FoundPerson, LeftOut, ProblemCode } from './found.ts'
import { ImportError } from './import-error.ts'
import type { ImportFormatId } from './import-format.ts'
import { LIMITS } from './limits.ts'
import { readPart } from './open-files.ts'
import { Pictures } from './pictures.ts'
import { Roster } from './roster.ts'
import type { OpenFiles, OpenPart } from './open-files.ts'

/** A conversation as the files have it. */
export interface SurveyedConversation {
  id: string | null
  kind: ConversationKind | null
  title: string | null
  number: string | null
  /** Index of its person, when it is one with a friend and the file tells. */
  person: number | null
  format: ImportFormatId
  /** File, or entry of a zip, that had it first. */
  place: string
  count: number
  firstAt: number
  lastAt: number
  /** The least exact of its times, ms. */
  precision: number
  samples: Sample[]
  /** Indices of those who wrote, in the order of their first message, with how many. */
  people: Map<number, number>
}

/** A message to be shown before anything is taken in. */
export interface Sample {
  at: number
  name: string | null
  text: string
}

/** Somebody as the files have them. */
export type SurveyedPerson = Omit<FoundPerson, 'type'> & {
  format: ImportFormatId
  /** The name beside their first message: what they are called when the file has no list of people. */
  shown: string | null
}

export interface Survey {
  /** IANA name of the zone in which times without one were read. */
  timeZone: string
  /** Messages with such a time, and the earliest of these times as it was read, ms; null when every time has a zone. */
  zoneless: { messages: number; firstAt: number } | null
  formats: ImportFormatId[]
  /** The first account that a file tells of. */
  account: Omit<FoundAccount, 'type'> | null
  conversations: SurveyedConversation[]
  people: SurveyedPerson[]
  messages: number
  problems: { count: number; first: { what: ProblemCode; file: string; entry: string | null; line: number }[] }
  leftOut: ReadonlyMap<LeftOut, number>
  /** People and conversations with a picture; those that are made for the import keep it. */
  pictures: number
  /** One for each message that was read, in order. */
  prints: Fingerprints
}

/** What reading again has to do with each message: they come in the same order. */
export type OnMessage = (message: FoundMessage, index: number, conversation: number, person: number) => void

/**
 * Reads everything once and tells what is in it; keeps 40 bytes of each message. `onProgress` is told bytes read.
 * @throws {ImportError}; what `signal` aborts with
 */
export async function survey(
  files: OpenFiles,
  timeZone: string,
  { onProgress, signal }: { onProgress?: (bytes: number) => void; signal?: AbortSignal } = {},
): Promise<Survey> {
  const roster = new Roster()
  const conversations: SurveyedConversation[] = []
  const people: SurveyedPerson[] = []
  const prints = new Fingerprints()
  const leftOut = new Map<LeftOut, number>()
  const pictures = new Pictures()
  const problems: Survey['problems'] = { count: 0, first: [] }
  let account: Survey['account'] = null
  let zoneless: Survey['zoneless'] = null
  let bytes = 0

  for (const [part, open] of files.parts.entries()) {
    for await (const found of readPart(open, timeZone, (read) => (bytes += read))) {
      signal?.throwIfAborted()
      for (const one of found) take(one, open, part)
      onProgress?.(bytes)
    }
  }
  if (prints.length === 0) {
    const [first] = problems.first
    throw new ImportError('no-messages', {
      file: files.parts[0]?.part.file ?? '',
      ...(first ? { line: first.line } : {}),
    })
  }
  return {
    timeZone,
    zoneless,
    formats: [...new Set(files.parts.map(({ format }) => format))],
    account,
    conversations,
    people,
    messages: prints.length,
    problems,
    leftOut,
    pictures: pictures.count,
    prints,
  }

  function take(found: Found, open: OpenPart, part: number): void {
    switch (found.type) {
      case 'account':
        account ??= { number: found.number, nick: found.nick }
        return
      case 'person':
        return meet(open, found)
      case 'conversation': {
        let index = conversationAt(open, found.ref)
        if (found.id !== null) index = roster.sameConversation(open, found.ref, found.id, index)
        const known = conversations[index]
        if (known === undefined) throw new ImportError('unreadable')
        known.id ??= found.id
        known.kind ??= found.kind
        known.title ??= found.title
        known.number ??= found.number
        // Numbered in any case: whoever reads again numbers it too.
        if (found.person !== null) {
          const person = personAt(open, found.person)
          known.person ??= person
        }
        return
      }
      case 'picture': {
        const index = found.of === 'person' ? personAt(open, found.ref) : conversationAt(open, found.ref)
        if (!pictures.take(found.of, index, found.image)) countLeftOut('picture-size')
        return
      }
      case 'problem': {
        problems.count += 1
        const { file, entry } = open.part
        if (problems.first.length < LIMITS.problems)
          problems.first.push({ what: found.what, file, entry, line: found.line })
        return
      }
      case 'left-out':
        return countLeftOut(found.what)
      case 'message':
        return add(found, open, part)
    }
  }

  function countLeftOut(what: LeftOut): void {
    leftOut.set(what, (leftOut.get(what) ?? 0) + 1)
  }

  function meet(open: OpenPart, found: FoundPerson): void {
    const known = people[personAt(open, found.ref)]
    if (known === undefined) return
    known.id ??= found.id
    known.number ??= found.number
    known.nick ??= found.nick
    known.remark ??= found.remark
    known.isSelf ||= found.isSelf
  }

  function add(message: FoundMessage, open: OpenPart, part: number): void {
    if (prints.length >= LIMITS.messages) throw new ImportError('too-many', {}, String(LIMITS.messages))
    const index = conversationAt(open, message.conversation)
    const conversation = conversations[index]
    const author = message.author === null ? -1 : personAt(open, message.author)
    if (message.zoneless)
      zoneless = {
        messages: (zoneless?.messages ?? 0) + 1,
        firstAt: Math.min(zoneless?.firstAt ?? Infinity, message.at),
      }
    const person = people[author]
    if (person) {
      person.shown ??= message.authorName
      person.number ??= message.authorNumber
    }
    if (conversation) {
      conversation.count += 1
      conversation.firstAt = Math.min(conversation.firstAt, message.at)
      conversation.lastAt = Math.max(conversation.lastAt, message.at)
      conversation.precision = Math.max(conversation.precision, message.precision)
      if (author !== -1) conversation.people.set(author, (conversation.people.get(author) ?? 0) + 1)
      if (conversation.samples.length < LIMITS.samples)
        conversation.samples.push({ at: message.at, name: message.authorName, text: message.text.slice(0, 200) })
    }
    prints.add(printOf(message), index, author + 1, part)
  }

  function conversationAt(open: OpenPart, ref: string): number {
    const { index, isNew } = roster.conversation(open, ref)
    // A conversation may stand for several refs, so that the list can be shorter than the roster.
    if (isNew)
      conversations[index] = {
        id: null,
        kind: null,
        title: null,
        number: null,
        person: null,
        format: open.format,
        place: open.part.entry ?? open.part.file,
        count: 0,
        firstAt: Number.POSITIVE_INFINITY,
        lastAt: Number.NEGATIVE_INFINITY,
        precision: 1,
        samples: [],
        people: new Map(),
      }
    return index
  }

  function personAt(open: OpenPart, ref: string): number {
    const { index, isNew } = roster.person(open, ref)
    if (isNew)
      people[index] = {
        ref,
        id: null,
        number: null,
        nick: null,
        remark: null,
        isSelf: false,
        format: open.format,
        shown: null,
      }
    return index
  }
}

/** The fingerprint of a message as a file has it. */
export function printOf(message: FoundMessage) {
  const { nameless, ...text } = textPrint(message.text)
  const marks =
    (message.direction === 'out' ? OUT : 0) |
    (message.direction === null ? 0 : DIRECTION_KNOWN) |
    (message.precision === 60_000 ? MINUTE_ONLY : 0) |
    (nameless ? NAMELESS : 0) |
    (message.exportId === null ? 0 : OUR_ID)
  return {
    second: Math.floor(message.at / 1_000),
    ...text,
    name: nameHash(message.authorName),
    ...idPrint(message.exportId ?? message.id),
    marks,
  }
}

/**
 * Reads everything again; each message with the numbers that the survey gave. Goes on until `betweenChunks` (told how many bytes
 * were read) says false. `pictures` is given those that the survey counted. @throws {ImportError}
 */
export async function readAgain(
  files: OpenFiles,
  timeZone: string,
  onMessage: OnMessage,
  betweenChunks: (bytes: number) => Promise<boolean> | boolean,
  pictures = new Pictures(),
): Promise<void> {
  const roster = new Roster()
  let index = 0
  let bytes = 0
  for (const open of files.parts) {
    for await (const found of readPart(open, timeZone, (read) => (bytes += read))) {
      for (const one of found) {
        if (one.type === 'person') roster.person(open, one.ref)
        else if (one.type === 'conversation') {
          const { index: conversation } = roster.conversation(open, one.ref)
          if (one.id !== null) roster.sameConversation(open, one.ref, one.id, conversation)
          if (one.person !== null) roster.person(open, one.person)
        } else if (one.type === 'picture') {
          const place = one.of === 'person' ? roster.person(open, one.ref) : roster.conversation(open, one.ref)
          pictures.take(one.of, place.index, one.image)
        } else if (one.type === 'message') {
          const conversation = roster.conversation(open, one.conversation).index
          const person = one.author === null ? -1 : roster.person(open, one.author).index
          onMessage(one, index, conversation, person)
          index += 1
        }
      }
      if (!(await betweenChunks(bytes))) return
    }
  }
}
