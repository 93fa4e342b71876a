import type { Archive, Batch, JournalEntry } from '../archive/port.ts'
import type { Backend, BackendEvent, PersonState } from '../backend.ts'
import { displayName } from '../chat/contact.ts'
import type { Contact } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import type { Handle } from '../chat/handle.ts'
import type { Message, Oddment } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { segmentsToText } from '../chat/segment.ts'
import type { Segment } from '../chat/segment.ts'
import { contactOf } from '../contacts/book.ts'
import type { Book } from '../contacts/book.ts'
import type { Circle } from '../contacts/circle.ts'
import { meet } from '../contacts/meet.ts'
import type { Met } from '../contacts/meet.ts'
import { planReply } from '../outbox/plan.ts'
import type { CompiledRules } from '../rules/compile.ts'
import { decide } from '../rules/decide.ts'
import type { Switches } from '../rules/decide.ts'
import { mentionsMe, withoutMention } from '../rules/mention.ts'
import { rememberEcho } from '../rules/state.ts'
import { MINUTE } from '../time.ts'
import { changesLists } from './changes-lists.ts'
import { createEchoes } from './echoes.ts'
import { readStateFor } from './rule-state.ts'
import { isAnswerable, isOurs, isSaid, messageKey } from './said-event.ts'
import type { Listed, SaidEvent } from './said-event.ts'
import { sentTimes } from './sent-times.ts'

export interface IngestParts {
  archive: Archive
  backend: Backend
  book: Book
  circle: Circle
  rules: CompiledRules
  switches: Switches
  /** Absent: the login that the entry came to can send. Otherwise nothing is planned, and decisions say why. */
  login?: 'other' | 'none'
  /** Pause before a reply goes out, ms. */
  delayMs: number
  newId(): string
  now(): number
  /** `HH:mm` in the user's zone. */
  localTime(at: number): string
}

/** What one journal entry came to. */
export interface Ingested {
  /** Messages and notices that were archived, in order. */
  messages: Message[]
  /** About messages; notices are not decided about. */
  decisions: Decision[]
  planned: OutboxRow[]
  unreadable: number
  /** Uncertain replies whose echo has come: they are sent. */
  confirmed: number
  /** Friends who came or went, in order. Not archived. */
  states: PersonState[]
  /** Friends or groups have been won or lost: the lists are to be asked for again. */
  listsChanged: boolean
  /** Real numbers that the items gave. */
  numbers: { handle: Handle; number: string }[]
}

/**
 * The main sentence: what was journalled is read, everybody in it is met, each message is decided about, and message,
 * rule state, decision and outbox row are written in one transaction. Nothing is sent here: the outbox does that.
 * Notices become messages of their conversation that no rule is asked about.
 * Entries of one account are handed in one after the other. An entry that comes twice changes nothing.
 *
 * @throws {ArchiveError} when storage fails: the entry stays in the journal and is read again later.
 */
export async function ingest(parts: IngestParts, entry: JournalEntry): Promise<Ingested> {
  const { archive, backend, book, circle, switches, delayMs } = parts
  const events = backend.read(entry.items, entry)
  const times = sentTimes(events, entry.serverAt ?? entry.receivedAt)
  const arrivals = new Map(entry.items.map((item, index) => [item, index]))
  const keys = events.flatMap((event) => (isSaid(event) ? [messageKey(event)] : []))
  const [known, recent, storedState] = await Promise.all([
    archive.known(keys),
    events.some((event) => isSaid(event) && mayBeEcho(event))
      ? archive.outbox(['sending', 'sent', 'uncertain'], entry.receivedAt - 5 * MINUTE)
      : [],
    archive.ruleState(book.account),
  ])

  const at = parts.now()
  // The server's clock now: what its last answer said, carried forward by how long ago that was.
  const serverAt = entry.serverAt === null ? at : entry.serverAt + (at - entry.receivedAt)
  const moment = { at, serverAt, localTime: parts.localTime(at) }
  let ruleState = readStateFor(book, storedState)
  const echoes = createEchoes(entry, recent, ruleState.ownWords, at)
  const done: Ingested = {
    messages: [],
    decisions: [],
    planned: [],
    unreadable: 0,
    confirmed: 0,
    states: [],
    listsChanged: false,
    numbers: [],
  }
  const batch = { contacts: [], handles: [], aliases: [], oddments: [], transitions: echoes.transitions } as Batch &
    BatchLists

  for (const [order, event] of events.entries()) {
    if (!isSaid(event)) {
      takeAside(event)
      continue
    }
    const key = messageKey(event)
    if (known.has(key)) {
      keepOddment('duplicate', event, key)
      continue
    }
    known.add(key)
    done.listsChanged ||= changesLists(event)

    // An echo comes from nobody: it is looked for before its sender could become a contact.
    const segments: Segment[] = event.kind === 'notice' ? [event.notice] : event.segments
    const text = segmentsToText(segments)
    const listed = listedAs(event)
    const echoOf = mayBeEcho(event, listed) ? joinEcho(event, text) : undefined
    if (echoOf) {
      keepOddment('echo', event, echoOf)
      continue
    }

    done.numbers.push(...(event.numbers ?? []))
    const where = meetAndKeep(event.where)
    const author = event.author && meetAndKeep(event.author)
    const names = namesOf(event, where.contact, author && author.contact)
    const ownNames = circle.ownNames(event.where)
    const mentioned = event.kind === 'message' && author !== null && mentionsMe(text, ownNames)
    const message: Message = {
      key,
      account: entry.account,
      epoch: entry.epoch,
      conversation: where.storeAs,
      kind: event.conversation,
      direction: isOurs(event) ? 'out' : 'in',
      author: author?.storeAs ?? null,
      authorName: names.card ?? names.remark ?? names.nick,
      segments,
      text,
      mentionsMe: mentioned,
      sentAt: times[order]!,
      receivedAt: entry.receivedAt,
      order: entry.id * 1_000 + order,
      arrival: arrivals.get(event.raw) ?? order,
      source: entry.source ?? 'poll',
      raw: event.raw,
      outboxId: null,
    }
    done.messages.push(message)
    if (event.kind === 'notice') continue

    // An echo that is delivered twice is kept as a message of nobody we know, and never answered.
    const repeatsOurs = mayBeEcho(event, listed) && echoes.hasOurWords(event.where, text)
    const { outcome, state, trace } = decide(
      parts.rules,
      ruleState,
      {
        ...message,
        // Rules are about whoever it is, whatever it is stored under.
        conversation: where.contact.id,
        author: author && author.contact.id,
        messageKey: key,
        own: !author ? 'self' : repeatsOurs ? 'echo' : 'no',
        ...(parts.login ? { login: parts.login } : {}),
        authorIsKnown: isAnswerable(event, listed),
        names,
        ...(mentioned ? { addressed: withoutMention(text, ownNames) } : {}),
      },
      switches,
      moment,
    )
    const decision = {
      messageKey: key,
      account: entry.account,
      conversation: message.conversation,
      kind: message.kind,
      at,
      trace,
    }
    if (outcome.kind === 'none') {
      ruleState = state
      done.decisions.push({ ...decision, outcome })
      continue
    }
    const pieces = backend.pieces(outcome.text)
    const isToStranger = listed !== 'yes'
    const reply = { ...outcome, answers: message, target: event.where, isToStranger, pieces, at, delayMs }
    const rows = planReply(reply, parts.newId)
    const [first] = rows
    if (!first) {
      // Blanks alone: the service would not carry it, so no reply is remembered either.
      const { ruleId } = outcome
      done.decisions.push({ ...decision, outcome: { kind: 'none', why: 'empty-reply', ruleId } })
      continue
    }
    ruleState = state
    done.planned.push(...rows)
    done.decisions.push({ ...decision, outcome: { ...outcome, outboxId: first.id } })
  }

  const { applied } = await archive.commit({
    ...batch,
    messages: done.messages,
    decisions: done.decisions,
    outbox: done.planned,
    ruleState: { account: entry.account, state: ruleState },
    settled: [entry.id],
  })
  done.confirmed = applied.length - new Set(applied).size
  return done

  /** Friends are known also in a group whose members have not come yet. */
  function listedAs({ author, where }: SaidEvent): Listed {
    if (!author) return 'no'
    return contactOf(book, author)?.isFriend ? 'yes' : circle.lists(where, author)
  }

  /** Our own words come back from somebody who is in no list. */
  function mayBeEcho(event: SaidEvent, listed = listedAs(event)): boolean {
    return event.kind === 'message' && listed !== 'yes'
  }

  function meetAndKeep(handle: Handle): Met {
    const met = meet(book, handle, at, parts.newId)
    batch.contacts.push(...met.change.contacts)
    batch.handles.push(...met.change.handles)
    batch.aliases.push(...met.change.aliases)
    return met
  }

  function namesOf(event: SaidEvent, where: Contact, author: Contact | null) {
    const member = event.author && circle.memberName(event.where, event.author)
    return {
      nick: author?.nick ?? member?.nick ?? null,
      remark: author?.remark ?? null,
      card: member?.card ?? null,
      group: event.conversation === 'friend' ? null : displayName(where),
    }
  }

  /** Key of the message of ours that this one is the echo of. */
  function joinEcho({ where }: SaidEvent, text: string): string | undefined {
    const own = echoes.join(where, text)
    if (own === undefined) return undefined
    ruleState = rememberEcho(ruleState, own, entry.receivedAt)
    return own
  }

  /** What belongs to no conversation. */
  function takeAside(event: Exclude<BackendEvent, SaidEvent>): void {
    switch (event.kind) {
      case 'state':
        done.states.push(event.state)
        break
      case 'lists-changed':
        done.listsChanged = true
        keepOddment('lists-changed', event, null)
        break
      case 'other':
        keepOddment('unknown-kind', event, null)
        break
      case 'unreadable':
        done.unreadable++
        keepOddment('unreadable', event, null)
        break
    }
  }

  function keepOddment(kind: Oddment['kind'], event: BackendEvent, repeats: string | null): void {
    batch.oddments.push({
      id: `${entry.id}/${batch.oddments.length}`,
      account: entry.account,
      epoch: entry.epoch,
      at: entry.receivedAt,
      kind,
      wireKind: 'wireKind' in event ? event.wireKind : 'conversation' in event ? event.conversation : null,
      repeats,
      raw: event.raw,
    })
  }
}

type BatchLists = Required<Pick<Batch, 'contacts' | 'handles' | 'aliases' | 'oddments' | 'transitions'>>
