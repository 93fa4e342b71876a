import 'fake-indexeddb/auto'
import { openArchive } from '../../../lib/archive/open.ts'
import type { JournalEntry } from '../../../lib/archive/port.ts'
import type { Handle, HandleKind } from '../../../lib/chat/handle.ts'
import type { Message } from '../../../lib/chat/message.ts'
import type { OutboxRow } from '../../../lib/chat/outbox-row.ts'
import { ingest } from '../../../lib/companion/ingest.ts'
import type { Ingested, IngestParts } from '../../../lib/companion/ingest.ts'
import { contactOf, createBook } from '../../../lib/contacts/book.ts'
import { createCircle } from '../../../lib/contacts/circle.ts'
import { newContact } from '../../../lib/contacts/new-contact.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import type { Policy } from '../../../lib/rules/policy.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { readItems } from '../../../lib/smartqq/wire/read-items.ts'
import { splitText } from '../../../lib/chat/split-text.ts'
import { ON, rule, ruleSet } from '../rules/examples.ts'

/** The second in which the items are written, by the wire's clock, ms. */
export const NOON = 1_790_000_000_000
const LOGIN = { account: '10001', epoch: 'login-1' }

export const handle = (number: number, kind: HandleKind = 'person'): Handle => ({ ...LOGIN, kind, number })

let counter = 0

/** What a friend wrote, as poll2 delivers it. Each call is another message unless `msg_id` is given. */
export function fromFriend(uin: number, text: string, change: Record<string, unknown> = {}) {
  const value = { content: [text], from_uin: uin, to_uin: 10001, msg_id: ++counter, time: NOON / 1_000, ...change }
  return { poll_type: 'message', value }
}

export function inGroup(uin: number, text: string, change: Record<string, unknown> = {}) {
  const { value } = fromFriend(90, text, { group_code: 90, send_uin: uin, ...change })
  return { poll_type: 'group_message', value }
}

export function inDiscuss(uin: number, text: string, change: Record<string, unknown> = {}) {
  const { value } = fromFriend(80, text, { did: 80, send_uin: uin, ...change })
  return { poll_type: 'discu_message', value }
}

export const shake = (uin: number) => ({
  poll_type: 'shake_message',
  value: { msg_id: ++counter, from_uin: uin, to_uin: 10001, msg_id2: ++counter, msg_type: 9, reply_ip: 1 },
})

/**
 * One login's desk over a real archive and the real reader of items: what poll2 brings is journalled and ingested at once.
 * Number 5 is a friend.
 */
export async function ingestWorld(given: { rules?: Rule[]; policy?: Partial<Policy> } = {}) {
  const rules = ruleSet(given.rules ?? [rule()], given.policy)
  const archive = await openArchive(`ingest-${++counter}`)
  const friend = { ...newContact('friend-5', LOGIN.account, 'person', NOON), nick: '阿强', isFriend: true }
  const book = createBook(LOGIN.account, {
    contacts: [friend],
    aliases: [],
    handles: [{ handle: handle(5), contact: friend.id, evidence: 'none', at: NOON }],
    aparts: [],
  })
  const circle = createCircle(book, () => '小明')
  const world = {
    archive,
    book,
    circle,
    now: NOON + 500,
    friend: handle(5),
    /** Hands in items as one reply of poll2 that came `at` (ms). */
    async receive(items: readonly unknown[], at?: number): Promise<Ingested> {
      const cameAt = at ?? world.now
      const entry = { ...LOGIN, receivedAt: cameAt, serverAt: cameAt, items: [...items] }
      await archive.journal(entry)
      const [journalled] = await archive.unsettled()
      return ingest(parts, journalled!)
    },
    /** A reply of ours, as the outbox left it. */
    async sent(id: string, change: Partial<OutboxRow> = {}) {
      const group = change.target && change.target.kind !== 'person' ? contactOf(book, change.target)?.id : undefined
      const row: OutboxRow = {
        id,
        ruleId: 'r1',
        conversation: group ?? 'somebody',
        kind: 'friend',
        target: handle(5),
        answers: { key: `in/${id}`, sentAt: NOON },
        segments: [{ type: 'text', text: '稍后回复' }],
        text: '稍后回复',
        state: 'sent',
        createdAt: NOON,
        notBefore: NOON,
        stateAt: NOON,
        reason: null,
        code: null,
        echoedAt: null,
        ...change,
      }
      await archive.commit({ outbox: [row] })
    },
    row: (id: string) => archive.outboxRow(id),
    oddments: () => archive.oddments(LOGIN.account),
    /** Everything archived with somebody, in order. */
    async said(where: Handle): Promise<Message[]> {
      const all: Message[] = []
      const conversation = contactOf(book, where)?.id ?? ''
      for await (const page of archive.scan({ conversation })) all.push(...page)
      return all
    },
  }
  const parts: IngestParts = {
    archive,
    backend: {
      login: () => null,
      send: never,
      directory: never,
      profile: never,
      members: never,
      states: never,
      avatar: never,
      setOwnState: never,
      realNumbers: never,
      pieces: (text) => splitText(text).map((piece) => [{ type: 'text', text: piece }]),
      read: readItems,
    },
    book,
    circle,
    rules: { compiled: compileRules(rules), ruleSet: rules, revision: 'revision-1' },
    switches: ON,
    presence: { choice: 'here', ownState: null },
    newId: () => `id-${++counter}`,
    now: () => world.now,
    zone: () => 'Asia/Shanghai',
    random: () => 1,
  }

  return Object.assign(world, { parts, ingest: (entry: JournalEntry) => ingest(parts, entry) })
}

/** No call of the service belongs to the reading of a message. */
function never(): Promise<never> {
  throw new Error('asked the service')
}
