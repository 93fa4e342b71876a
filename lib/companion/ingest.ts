import type { Batch, JournalEntry } from '../archive/port.ts'
import type { BackendEvent } from '../backend.ts'
import type { Handle } from '../chat/handle.ts'
import type { Message, Oddment } from '../chat/message.ts'
import { segmentsToText } from '../chat/segment.ts'
import type { Segment } from '../chat/segment.ts'
import { contactOf } from '../contacts/book.ts'
import { meet } from '../contacts/meet.ts'
import type { Met } from '../contacts/meet.ts'
import { decide } from '../rules/decide.ts'
import type { ChatEvent, Now } from '../rules/event.ts'
import { mentionsMe, withoutMention } from '../rules/mention.ts'
import { rememberEcho } from '../rules/state.ts'
import { MINUTE } from '../time.ts'
import { isAway } from './away.ts'
import { changesLists } from './changes-lists.ts'
import { authorFacts, isKnown, namesOf } from './circumstances.ts'
import { createEchoes } from './echoes.ts'
import { givenOf } from './given.ts'
import { heedMute } from './heed-mute.ts'
import type { Ingested, IngestParts } from './ingest-parts.ts'
import { readLastHeard } from './last-heard.ts'
import { planReplies } from './plan-replies.ts'
import { keepingWords, readStateFor } from './rule-state.ts'
import { isOurs, isSaid, messageKey } from './said-event.ts'
import type { Listed, SaidEvent } from './said-event.ts'
import { sentTimes } from './sent-times.ts'

export type { Ingested, IngestParts } from './ingest-parts.ts'

/**
 * The main sentence: what was journalled is read, everybody in it is met, each message is decided about, and message,
 * rule state, decision and outbox row are written in one transaction. Nothing is sent here: the outbox does that.
 * Notices become messages of their conversation; rules are asked about them only if one of them wants that.
 * Entries of one account are handed in one after the other. An entry that comes twice changes nothing.
 *
 * @throws {ArchiveError} when storage fails: the entry stays in the journal and is read again later.
 */
export async function ingest(parts: IngestParts, entry: JournalEntry): Promise<Ingested> {
  const { archive, backend, book, circle, switches, rules } = parts
  const events = backend.read(entry.items, entry)
  // A reply that did not tell its time is judged by what the login last told of the server's clock.
  const offset = entry.serverAt === null ? (backend.login()?.clockOffset ?? 0) : entry.serverAt - entry.receivedAt
  const times = sentTimes(events, entry.receivedAt + offset)
  const arrivals = new Map(entry.items.map((item, index) => [item, index]))
  const said = events.filter(isSaid)
  const [known, recent, storedState, lastHeard] = await Promise.all([
    archive.known(said.map(messageKey)),
    events.some((event) => isSaid(event) && mayBeEcho(event))
      ? archive.outbox(['sending', 'sent', 'uncertain'], entry.receivedAt - 5 * MINUTE)
      : [],
    archive.ruleState(book.account),
    readLastHeard(archive, book, said),
  ])

  const at = parts.now()
  // The server's clock now: what its last answer said, carried forward by how long ago that was.
  const serverAt = at + offset
  const stateBefore = readStateFor(book, storedState)
  const now: Now = {
    at,
    serverAt,
    zone: parts.zone(),
    random: parts.random(),
    switches,
    away: isAway(parts.presence, stateBefore, at),
  }
  let ruleState = stateBefore
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
    loops: [],
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
    const people = { where: where.contact, author: author && author.contact }
    const names = namesOf(event, people, circle)
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
    const chat = where.contact.id
    if (event.kind === 'notice') {
      ruleState = heedMute(ruleState, event, chat, circle, message.sentAt - (serverAt - at))
      if (!rules.compiled.wantsNotices) continue
    }

    // An echo that is delivered twice is kept as a message of nobody we know, and never answered.
    const repeatsOurs = mayBeEcho(event, listed) && echoes.hasOurWords(event.where, text)
    const chatEvent: ChatEvent = {
      messageKey: key,
      account: message.account,
      // Rules are about whoever it is, whatever it is stored under.
      conversation: chat,
      kind: message.kind,
      author: author && author.contact.id,
      text,
      segments,
      mentionsMe: mentioned,
      sentAt: message.sentAt,
      own: repeatsOurs ? 'echo' : isOurs(event) ? 'self' : 'no',
      ...(parts.login ? { login: parts.login } : {}),
      authorIsKnown: isKnown(event, listed),
      names,
      ...authorFacts(event, people, circle),
      previousAt: author && lastHeard.before(chat, author.contact.id),
      ...(mentioned ? { addressed: withoutMention(text, ownNames) } : {}),
    }
    if (author && event.kind === 'message') lastHeard.heard(chat, author.contact.id, message.sentAt)
    const given = givenOf(chatEvent, now, rules.revision, ruleState)
    const verdict = decide(rules.compiled, ruleState, chatEvent, now)
    const answered = {
      message,
      target: event.where,
      // Who has become a member is in no list yet, and the service has told of it.
      isToStranger: listed !== 'yes' && event.kind === 'message',
      at,
    }
    const { outcome, rows } = planReplies(verdict.outcome, answered, backend.pieces, parts.newId)
    // What the service would not carry is no reply, and none is remembered.
    if (rows.length > 0 || verdict.outcome.kind === 'none') ruleState = keepingWords(verdict.state, ruleState, entry)
    done.planned.push(...rows)
    done.decisions.push({
      messageKey: key,
      account: entry.account,
      conversation: message.conversation,
      kind: message.kind,
      at,
      outcome,
      trace: verdict.trace,
      given,
    })
  }
  done.loops = ruleState.loops

  const { applied } = await archive.commit({
    ...batch,
    messages: done.messages,
    decisions: done.decisions,
    outbox: done.planned,
    ruleState: { account: entry.account, state: ruleState },
    ...(done.decisions.length > 0 ? keptForReplay() : {}),
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

  /** The rules that were decided with, and what they remembered before. The archive takes what it does not have yet. */
  function keptForReplay(): Pick<Batch, 'ruleSet' | 'ruleSnapshot'> {
    const { account } = entry
    const { revision, ruleSet } = rules
    return { ruleSet: { account, revision, at, ruleSet }, ruleSnapshot: { account, at, state: stateBefore } }
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
