import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect } from 'vitest'
import type { Message } from '../../../../lib/chat/message.ts'
import { autoRepliesOf, toExportedMessage } from '../../../../lib/export/exported-message.ts'
import type { ExportedCompleteness, ExportedMessage, ExportedPerson } from '../../../../lib/export/format.ts'
import type { PageBytes } from '../../../../lib/export/page-bytes.ts'
import type {
  ConversationHead,
  ConversationTail,
  ExportedSender,
  ExportFormat,
  FileContext,
} from '../../../../lib/export/ports.ts'
import { collectSenders, toSenders } from '../../../../lib/export/senders.ts'
import { wellFormed } from '../../../../lib/export/well-formed.ts'
import { nastyAliases, nastyContacts, nastyMessages } from '../nasty-conversation.ts'

export const completeness: ExportedCompleteness = {
  unknownKinds: [{ kind: 'sys_g_msg</script>', count: 2 }],
  unreadable: 1,
  echoes: 3,
  duplicates: 4,
  content: { text: 20, picture: 1 },
  captured: [{ from: '2026-11-22T08:00:00.000Z', to: '2026-11-22T18:00:00.000Z', by: 'background' }],
  gaps: [{ from: '2026-11-22T09:00:00.000Z', to: '2026-11-22T09:05:00.000Z', why: 'offline' }],
  imported: 0,
  failures: [{ conversation: 'group-2', title: '=cmd|"<b>', why: 'gone\nfor good' }],
}

export const group: ConversationHead = wellFormed({
  id: 'group-1',
  kind: 'group',
  title: nastyContacts.find(({ id }) => id === 'group-1')?.nick ?? null,
  number: null,
})

export const friend: ConversationHead = { id: 'person-1', kind: 'friend', title: '<Lily>', number: '1876033142' }

export function contextOf(change: Partial<FileContext> = {}): FileContext {
  const people = nastyContacts.map(({ id, number, nick, remark }): [string, ExportedPerson] => [
    id,
    wellFormed({ number, nick, remark }),
  ])
  return {
    account: { number: '10001', nick: '小明' },
    exportedAt: Date.UTC(2026, 10, 23, 8, 0, 0, 5),
    generator: { name: 'SmartQQ Companion', version: '0.1.0' },
    timeZone: 'Asia/Shanghai',
    range: { from: '2026-11-21T16:00:00.000Z', to: null },
    language: 'zh-CN',
    people: new Map(people),
    avatar: async () => null,
    members: () => [
      { contact: 'person-1', nick: '<Lily>', card: '[Lily] {"}"]', role: 'owner' },
      { contact: 'person-2', nick: '强哥', card: null, role: 'member' },
      { contact: null, nick: 'never spoke', card: null, role: 'member' },
    ],
    senders: async () => [],
    part: { number: 1, previousHash: null },
    ...change,
  }
}

/** The shared nasty conversation as formats get it. */
export async function nastyExported(messages: readonly Message[] = nastyMessages): Promise<ExportedMessage[]> {
  const replies = await autoRepliesOf(messages, {
    reply: async (id) => (id === 'reply-1' ? { ruleId: 'rule-1', state: 'uncertain' } : undefined),
  })
  const canonical = (id: string) => nastyAliases.get(id) ?? id
  return messages.map((message, index) => wellFormed(toExportedMessage(message, index + 1, canonical, replies)))
}

/**
 * A whole file of one conversation, in pages of `page` messages, told who wrote them. Behind every message whose index is in `cuts` the writer is
 * thrown away, and a new one goes on from its state.
 */
export async function writeFile(
  format: ExportFormat,
  messages: readonly ExportedMessage[],
  {
    head = group,
    context = contextOf(),
    page = 5,
    cuts = [],
    end = {},
  }: {
    head?: ConversationHead
    context?: FileContext
    page?: number
    cuts?: readonly number[]
    end?: Partial<ConversationTail>
  } = {},
): Promise<string> {
  const told = { ...context, senders: async () => sendersOf(messages) }
  let writer = format.begin(told)
  const restart = () => {
    writer = format.begin(told, JSON.parse(JSON.stringify(writer.state())))
  }
  let text = await writer.head()
  if (cuts.includes(-1)) restart()
  text += await writer.conversation(head)
  for (let at = 0; at < messages.length;) {
    const cut = cuts.find((index) => index >= at && index < at + page)
    const to = Math.min(messages.length, cut === undefined ? at + page : cut + 1)
    const those = messages.slice(at, to)
    const written = writer.messages({ messages: () => those, bytes: NO_BYTES })
    text += typeof written === 'string' ? written : new TextDecoder().decode(written)
    if (cut !== undefined) restart()
    at = to
  }
  text += writer.conversationEnd({ count: messages.length, complete: true, hash: '0'.repeat(32), ...end })
  restart()
  text += writer.tail({ completeness, peopleMet: ['person-1', 'person-2'] })
  return text
}

function sendersOf(messages: readonly ExportedMessage[]): ExportedSender[] {
  const names = new Map<string, string | null>()
  collectSenders(messages, (id) => id, names)
  return toSenders(names)
}

/** Only files of ours take messages as bytes, and those are tested through the whole export. */
const NO_BYTES: PageBytes = { bytes: new Uint8Array(), starts: new Uint32Array(1), links: new Uint32Array() }

/** Compares with the golden file byte by byte; `UPDATE_GOLDEN=1` writes it anew, to be read before it is believed. */
export function expectGolden(name: string, text: string): void {
  const path = resolve(import.meta.dirname, '../../../fixtures/export', name)
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}
