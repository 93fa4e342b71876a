import type { Alias, Apart, Avatar, Contact } from '../../../lib/chat/contact.ts'
import type { Decision } from '../../../lib/chat/decision.ts'
import type { Message, Oddment } from '../../../lib/chat/message.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import type { Archive, JournalEntry, MessageRange, TimelineQuery } from '../../../lib/archive/port.ts'

/** 22 November 2026, 12:00 UTC. */
export const NOON = 1_795_348_800_000

let databases = 0

/** A name no other test uses. */
export function freshName(): string {
  databases += 1
  return `archive-${databases}`
}

export function message(key: string, change: Partial<Message> = {}): Message {
  const text = change.text ?? `text of ${key}`
  return {
    key,
    account: '10001',
    epoch: 'login-1',
    conversation: 'anna',
    kind: 'friend',
    direction: 'in',
    author: 'anna',
    authorName: 'Anna',
    segments: [{ type: 'text', text }],
    text,
    mentionsMe: false,
    sentAt: NOON,
    receivedAt: NOON + 300,
    order: 0,
    source: 'poll',
    raw: { poll_type: 'message' },
    outboxId: null,
    ...change,
  }
}

export function oddment(id: string, change: Partial<Oddment> = {}): Oddment {
  const wireKind = 'input_notify'
  return {
    id,
    account: '10001',
    epoch: 'login-1',
    at: NOON,
    kind: 'unknown-kind',
    wireKind,
    repeats: null,
    raw: {},
    ...change,
  }
}

export function decision(messageKey: string, change: Partial<Decision> = {}): Decision {
  return {
    messageKey,
    account: '10001',
    conversation: 'anna',
    kind: 'friend',
    at: NOON,
    outcome: { kind: 'none', why: 'no-rule-matched', ruleId: null },
    trace: [],
    ...change,
  }
}

export function outboxRow(id: string, change: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    ruleId: 'rule-1',
    conversation: 'anna',
    kind: 'friend',
    target: { account: '10001', epoch: 'login-1', kind: 'person', number: 42 },
    answers: { key: 'm1', sentAt: NOON },
    segments: [{ type: 'text', text: 'soon' }],
    text: 'soon',
    state: 'pending',
    createdAt: NOON,
    notBefore: NOON,
    stateAt: NOON,
    reason: null,
    code: null,
    echoedAt: null,
    ...change,
  }
}

export function contact(id: string, change: Partial<Contact> = {}): Contact {
  return {
    id,
    account: '10001',
    kind: 'person',
    number: null,
    nick: id,
    remark: null,
    category: null,
    isFriend: true,
    profile: null,
    members: null,
    notice: null,
    createdAt: null,
    firstSeenAt: NOON,
    updatedAt: NOON,
    ...change,
  }
}

export function alias(from: string, to: string): Alias {
  return { from, to, why: 'same-number', at: NOON }
}

export function apart(a: string, b: string, account = '10001'): Apart {
  return { a, b, account, at: NOON }
}

export function avatar(contactId: string, change: Partial<Avatar> = {}): Avatar {
  return { contact: contactId, image: 'data:image/png;base64,AA==', at: NOON, ...change }
}

export function entry(change: Partial<JournalEntry> = {}): Omit<JournalEntry, 'id'> {
  return { account: '10001', epoch: 'login-1', receivedAt: NOON, serverAt: NOON - 200, items: [{ a: 1 }], ...change }
}

/** Keys of everything a scan gives, page by page. */
export async function scannedKeys(archive: Archive, range: MessageRange, pageSize?: number): Promise<string[][]> {
  const pages = []
  for await (const page of archive.scan(range, pageSize)) pages.push(page.map((row) => row.key))
  return pages
}

/** Keys of everything a timeline gives, page by page. */
export async function timelineKeys(archive: Archive, query: TimelineQuery, pageSize?: number): Promise<string[][]> {
  const pages = []
  for await (const page of archive.timeline(query, pageSize)) pages.push(page.map((row) => row.key))
  return pages
}
