import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../../lib/archive/port.ts'
import type { ExportSource, FormatId } from '../../../lib/export/ports.ts'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import type { Contact } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { exported } from '../export/samples.ts'
import { allMessages, fileOf, freshArchive, takeIn } from './take-in.ts'
import { aContact, aMessage } from '../entrypoints/pages/archive-with.ts'

const T = Date.UTC(2026, 10, 23, 4)
const ANNA = 'a'.repeat(32)
const GROUP = 'b'.repeat(32)
const BOB = 'c'.repeat(32)

async function sourceOver(archive: Archive, account: string): Promise<ExportSource> {
  const conversations = await archive.conversations(account)
  return {
    account: { number: account, nick: '小明' },
    conversations: conversations
      .map(({ id, kind }) => ({ id, kind }))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
    everyConversation: async () => conversations.map(({ id }) => id),
    scan: (range) => archive.scan(range),
    count: (range) => archive.count(range),
    contacts: () => archive.contacts(account),
    avatar: () => Promise.resolve(undefined),
    canonical: (id) => id,
    reply: (id) => archive.outboxRow(id),
    oddments: () => Promise.resolve([]),
    watches: () => Promise.resolve([]),
    damage: () => Promise.resolve([]),
  }
}

function people(): Contact[] {
  return [
    aContact(ANNA, { account: '10001', nick: 'Anna', remark: '安娜\u202e', number: '20002', isFriend: false }),
    aContact(BOB, { account: '10001', nick: null, isFriend: false }),
    aContact(GROUP, { account: '10001', kind: 'group', nick: '群 =1+1', number: '700000001' }),
  ]
}

/** Everything a message can have. */
function messages(): Message[] {
  const at = (n: number, conversation: string, change: Partial<Message>): Message => {
    const text = change.text ?? `第 ${n} 条`
    return aMessage(`m${String(n).padStart(3, '0')}`, conversation, {
      account: '10001',
      kind: conversation === GROUP ? 'group' : 'friend',
      author: ANNA,
      authorName: '安娜',
      segments: [{ type: 'text', text }],
      text,
      sentAt: T + n * 1_000,
      order: n,
      ...change,
    })
  }
  return [
    at(1, ANNA, { text: '你好 <b> & "quotes"\n第二行\t制表' }),
    at(2, ANNA, {
      text: '你好[微笑]！',
      segments: [
        { type: 'text', text: '你好' },
        { type: 'face', code: 14, name: '微笑' },
        { type: 'text', text: '！' },
      ],
    }),
    at(3, ANNA, { direction: 'out', author: null, authorName: '小明', text: '自动', source: 'outbox', outboxId: 'o1' }),
    at(4, ANNA, { text: '[窗口抖动]', segments: [{ type: 'notice', what: 'shake', facts: {} }] }),
    at(5, ANNA, { text: '撤回的', recalled: true, source: 'page' }),
    at(6, ANNA, { text: '好', sentAt: T + 6_000 }),
    at(7, ANNA, { text: '好', sentAt: T + 6_000 }),
    at(8, ANNA, { direction: 'out', author: null, authorName: null, text: '[图片]', segments: [{ type: 'picture' }] }),
    at(1, GROUP, { key: 'g1', author: BOB, authorName: '名片 B', text: '@小明 在吗', mentionsMe: true }),
    at(2, GROUP, {
      key: 'g2',
      author: BOB,
      authorName: '名片 B',
      text: '「问」答',
      segments: [
        { type: 'quote', text: '问' },
        { type: 'text', text: '答' },
      ],
    }),
    at(3, GROUP, { key: 'g3', text: '[文件] a.txt', segments: [{ type: 'attachment', what: 'file', name: 'a.txt' }] }),
    at(4, GROUP, { key: 'g4', text: '[表情7]', segments: [{ type: 'face', code: 7, name: null }] }),
    at(5, GROUP, { key: 'g5', direction: 'out', author: null, authorName: '小明', text: '收到' }),
  ]
}

async function filled(): Promise<Archive> {
  const archive = await freshArchive()
  await archive.commit({
    contacts: people(),
    messages: messages(),
    outbox: [
      {
        id: 'o1',
        ruleId: 'rule-1',
        conversation: ANNA,
        kind: 'friend',
        target: { account: '10001', epoch: 'e', kind: 'person', number: 1 },
        answers: { key: 'm001', sentAt: T },
        segments: [{ type: 'text', text: '自动' }],
        text: '自动',
        state: 'uncertain',
        createdAt: T,
        notBefore: T,
        stateAt: T,
        reason: null,
        code: null,
        echoedAt: null,
      },
    ],
  })
  return archive
}

async function exportFrom(archive: Archive, format: FormatId, account = '10001'): Promise<[string, string][]> {
  const { texts } = await exported(await sourceOver(archive, account), { formats: [FORMATS[format]] })
  return [...texts]
}

describe('export, import, export', () => {
  it.each(['json', 'jsonl'] as const)('gives the same bytes in our %s', async (format) => {
    const before = await exportFrom(await filled(), format)
    const archive = await freshArchive()
    const { outcome } = await takeIn(
      archive,
      before.map(([name, text]) => fileOf(text, name)),
    )
    expect(outcome).toMatchObject({ added: 13, duplicates: 0, conflicts: 0 })
    const after = await exportFrom(archive, format)
    // How many came out of files is told in the report, and the seal is over that too.
    const same = (text: string) =>
      text.replace(/"imported": ?\d+/, '"imported":_').replace(/"seal": ?"\w+"/, '"seal":_')
    expect(after.map(([, text]) => same(text))).toEqual(before.map(([, text]) => same(text)))
  })

  it.each(['chatlab-json', 'chatlab-jsonl', 'telegram', 'txt'] as const)(
    'gives the same messages in %s',
    async (format) => {
      const before = await filled()
      const files = await exportFrom(before, format)
      const archive = await freshArchive()
      await takeIn(
        archive,
        files.map(([name, text]) => fileOf(text, name)),
      )
      expect(await gists(archive)).toEqual(await gists(before))
    },
  )

  it.each(['json', 'jsonl', 'chatlab-json', 'chatlab-jsonl', 'txt'] as const)(
    'finds nothing new in %s of what is there',
    async (format) => {
      const archive = await filled()
      const files = await exportFrom(archive, format)
      const { outcome, comparison } = await takeIn(
        archive,
        files.map(([name, text]) => fileOf(text, name)),
        (decisions) => ({
          ...decisions,
          account: '10001',
        }),
      )
      expect({ added: outcome.added, counts: comparison.counts }).toMatchObject({ added: 0 })
      expect(outcome.duplicates).toBe(13)
      expect(await archive.imports()).toEqual([])
    },
  )
})

async function gists(archive: Archive): Promise<string[]> {
  const all = await allMessages(archive)
  return all.map(({ kind, text, sentAt, direction }) => `${kind} ${sentAt} ${direction} ${JSON.stringify(text)}`).sort()
}
