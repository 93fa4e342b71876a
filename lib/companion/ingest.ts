import type { Archive, Batch, JournalEntry } from '../archive/port.ts'
import type { Backend, BackendEvent } from '../backend.ts'
import { displayName } from '../chat/contact.ts'
import type { Decision } from '../chat/decision.ts'
import type { Message, Oddment } from '../chat/message.ts'
import type { OutboxRow } from '../chat/outbox-row.ts'
import { segmentsToText } from '../chat/segment.ts'
import type { Book } from '../contacts/book.ts'
import type { Circle } from '../contacts/circle.ts'
import { meet } from '../contacts/meet.ts'
import { findEcho } from '../outbox/echo.ts'
import { planReply } from '../outbox/plan.ts'
import type { CompiledRules } from '../rules/compile.ts'
import { decide, readRuleState } from '../rules/decide.ts'
import type { Switches } from '../rules/decide.ts'
import { mentionsMe, withoutMention } from '../rules/mention.ts'
import { MINUTE } from '../time.ts'

export interface IngestParts {
  archive: Archive
  backend: Backend
  book: Book
  circle: Circle
  rules: CompiledRules
  switches: Switches
  /** Pause before a reply goes out, ms. */
  delayMs: number
  newId(): string
  now(): number
  /** `HH:mm` in the user's zone. */
  localTime(at: number): string
}

/** What one journal entry came to. */
export interface Ingested {
  messages: Message[]
  decisions: Decision[]
  planned: OutboxRow[]
  unreadable: number
  /** Uncertain replies whose echo has come: they are sent. */
  confirmed: number
}

/**
 * The main sentence: what was journalled is read, everybody in it is met, each message is decided about, and message,
 * rule state, decision and outbox row are written in one transaction. Nothing is sent here: the outbox does that.
 * Entries of one account are handed in one after the other. An entry that comes twice changes nothing.
 *
 * @throws {ArchiveError} when storage fails: the entry stays in the journal and is read again later.
 */
export async function ingest(parts: IngestParts, entry: JournalEntry): Promise<Ingested> {
  const { archive, backend, book, circle, switches, delayMs } = parts
  const events = backend.read(entry.items, entry)
  const keys = events.flatMap((event) => (event.kind === 'message' ? [messageKey(event)] : []))
  const [known, recent, storedState] = await Promise.all([
    archive.known(keys),
    archive.outbox(['sending', 'sent', 'uncertain'], entry.receivedAt - 5 * MINUTE),
    archive.ruleState(book.account),
  ])

  // An echo comes back to the login that sent it.
  const unjoined = recent.filter(({ target }) => target.account === entry.account && target.epoch === entry.epoch)

  const at = parts.now()
  // The server's clock now: what its last answer said, carried forward by how long ago that was.
  const serverAt = entry.serverAt === null ? at : entry.serverAt + (at - entry.receivedAt)
  const moment = { at, serverAt, localTime: parts.localTime(at) }
  let ruleState = readRuleState(storedState)
  const done: Ingested = { messages: [], decisions: [], planned: [], unreadable: 0, confirmed: 0 }
  const batch = { contacts: [], handles: [], oddments: [], transitions: [] } as Batch & BatchLists

  for (const [order, event] of events.entries()) {
    if (event.kind !== 'message') {
      keepOddment(event.kind === 'other' ? 'unknown-kind' : 'unreadable', event, null)
      continue
    }
    const key = messageKey(event)
    if (known.has(key)) {
      keepOddment('duplicate', event, key)
      continue
    }
    known.add(key)

    // An echo comes from nobody: it is looked for before its sender could become a contact.
    const text = segmentsToText(event.segments)
    const listed = event.author ? circle.lists(event.where, event.author) : 'no'
    const echoOf = listed === 'yes' ? undefined : joinEcho(event, text)
    if (echoOf) {
      keepOddment('echo', event, `out/${echoOf.id}`)
      continue
    }

    const where = meetAndKeep(event.where)
    const author = event.author && meetAndKeep(event.author)
    const member = author && event.author && circle.memberName(event.where, event.author)
    const names = {
      nick: author?.nick ?? member?.nick ?? null,
      remark: author?.remark ?? null,
      card: member?.card ?? null,
      group: event.conversation === 'friend' ? null : displayName(where),
    }
    const ownNames = circle.ownNames(event.where)
    const mentioned = author !== null && mentionsMe(text, ownNames)
    const message: Message = {
      key,
      account: entry.account,
      epoch: entry.epoch,
      conversation: where.id,
      kind: event.conversation,
      direction: author ? 'in' : 'out',
      author: author?.id ?? null,
      authorName: names.card ?? names.remark ?? names.nick,
      segments: event.segments,
      text,
      mentionsMe: mentioned,
      sentAt: event.sentAt,
      receivedAt: entry.receivedAt,
      order: entry.id * 1_000 + order,
      source: 'poll',
      raw: event.raw,
      outboxId: null,
    }
    // An echo that is delivered twice is kept as a message of nobody we know, and never answered.
    const repeatsOurs = listed !== 'yes' && findOwnWords(event, text, where.id) !== undefined
    const own = !author ? 'self' : repeatsOurs ? 'echo' : 'no'
    const authorIsKnown = event.conversation === 'friend' ? listed === 'yes' : listed !== 'no'
    const { outcome, state, trace } = decide(
      parts.rules,
      ruleState,
      {
        ...message,
        messageKey: key,
        own,
        authorIsKnown,
        names,
        ...(mentioned ? { addressed: withoutMention(text, ownNames) } : {}),
      },
      switches,
      moment,
    )
    done.messages.push(message)
    const decision = { messageKey: key, account: entry.account, conversation: where.id, kind: message.kind, at, trace }
    if (outcome.kind === 'none') {
      ruleState = state
      done.decisions.push({ ...decision, outcome })
      continue
    }
    const pieces = backend.pieces(outcome.text)
    const rows = planReply({ ...outcome, answers: message, target: event.where, pieces, at, delayMs }, parts.newId)
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

  function meetAndKeep(handle: MessageEvent['where']) {
    const { contact, change } = meet(book, handle, at, parts.newId)
    batch.contacts.push(...change.contacts)
    batch.handles.push(...change.handles)
    return contact
  }

  function joinEcho(event: MessageEvent, text: string): OutboxRow | undefined {
    const conversation = meetConversation(event)
    const row = findEcho(unjoined, { kind: event.conversation, conversation, text, receivedAt: entry.receivedAt })
    if (!row) return undefined
    // Each row is joined once: the next equal text looks for the next row.
    const echoedAt = (row.echoedAt = entry.receivedAt)
    // Only to a row that is uncertain when this is written do both apply: that is how it is counted as confirmed.
    batch.transitions.push(
      { id: row.id, from: ['uncertain'], change: { state: 'sent', stateAt: at } },
      { id: row.id, from: ['sending', 'sent'], change: { echoedAt } },
    )
    return row
  }

  /** A reply of ours in the same words, whether or not its echo has come. */
  function findOwnWords(event: MessageEvent, text: string, conversation: string): OutboxRow | undefined {
    const rows = unjoined.map((row) => ({ ...row, echoedAt: null }))
    return findEcho(rows, { kind: event.conversation, conversation, text, receivedAt: entry.receivedAt })
  }

  /** A friend's echo names no conversation; a group's does. */
  function meetConversation(event: MessageEvent): string {
    return event.conversation === 'friend' ? '' : meetAndKeep(event.where).id
  }

  function keepOddment(kind: Oddment['kind'], event: BackendEvent, repeats: string | null): void {
    if (kind === 'unreadable') done.unreadable++
    batch.oddments.push({
      id: `${entry.id}/${batch.oddments.length}`,
      account: entry.account,
      epoch: entry.epoch,
      at: entry.receivedAt,
      kind,
      wireKind: event.kind === 'message' ? event.conversation : event.wireKind,
      repeats,
      raw: event.raw,
    })
  }
}

type MessageEvent = Extract<BackendEvent, { kind: 'message' }>
type BatchLists = Required<Pick<Batch, 'contacts' | 'handles' | 'oddments' | 'transitions'>>

/** Same delivery, same key. Account and login belong to it: numbers and counters repeat in others. */
function messageKey(event: MessageEvent): string {
  return `in/${event.where.account}/${event.where.epoch}/${event.fingerprint}`
}
