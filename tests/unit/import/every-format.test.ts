import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../../lib/export/formats/index.ts'
import type { ExportSource, FormatId } from '../../../lib/export/ports.ts'
import type { Archive } from '../../../lib/archive/port.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { aContact, aMessage } from '../entrypoints/pages/archive-with.ts'
import { hostileText, plain } from '../export/formats/hostile.ts'
import { exported } from '../export/samples.ts'
import { allMessages, fileOf, freshArchive, takeIn } from './take-in.ts'

const T = Date.UTC(2026, 9, 24, 22)
const ANNA = 'a'.repeat(32)
const GROUP = 'b'.repeat(32)
const READABLE = ['json', 'jsonl', 'chatlab-json', 'chatlab-jsonl', 'telegram', 'txt'] as const

function sourceOf(archive: Archive): ExportSource {
  return {
    account: { number: '10001', nick: '小明' },
    conversations: [
      { id: ANNA, kind: 'friend' },
      { id: GROUP, kind: 'group' },
    ],
    everyConversation: async () => [ANNA, GROUP],
    scan: (range) => archive.scan(range, 7),
    count: (range) => archive.count(range),
    contacts: () => archive.contacts('10001'),
    avatar: async () => undefined,
    canonical: (id) => id,
    reply: (id) => archive.outboxRow(id),
    oddments: async () => [],
    watches: async () => [],
    damage: async () => [],
  }
}

async function filesOf(archive: Archive, format: FormatId): Promise<File[]> {
  const { texts } = await exported(sourceOf(archive), { formats: [FORMATS[format]] })
  return [...texts].map(([name, text]) => fileOf(text, name))
}

/** Whole seconds, in and around an hour that comes twice in some zones, some of them equal; what people wrote breaks importers. */
const said = fc.array(
  fc.record({
    text: hostileText,
    after: fc.constantFrom(0, 0, 1, 60, 1_800),
    who: fc.constantFrom('friend', 'self', 'member') as fc.Arbitrary<'friend' | 'self' | 'member'>,
    recalled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 12 },
)

async function holding(lines: readonly { text: string; after: number; who: string; recalled: boolean }[]) {
  let at = T
  const messages = lines.map(({ text, after, who, recalled }, index): Message => {
    at += after * 1_000
    const isGroup = who === 'member'
    return aMessage(`m${String(index).padStart(3, '0')}`, isGroup ? GROUP : ANNA, {
      account: '10001',
      kind: isGroup ? 'group' : 'friend',
      direction: who === 'self' ? 'out' : 'in',
      author: who === 'self' ? null : ANNA,
      authorName: who === 'self' ? '小明' : '安娜',
      segments: text === '' ? [] : [{ type: 'text', text }],
      text,
      sentAt: at,
      order: index,
      ...(recalled ? { recalled } : {}),
    })
  })
  const archive = await freshArchive()
  const contacts = [
    aContact(ANNA, { account: '10001', nick: '安娜', number: '200002' }),
    aContact(GROUP, { account: '10001', kind: 'group', nick: '群', number: '700000001' }),
  ]
  await archive.commit({ contacts, messages })
  return archive
}

async function gists(archive: Archive, textOf: (text: string) => string): Promise<string[]> {
  const all = await allMessages(archive)
  return all.map((message) => {
    const { kind, sentAt, direction, recalled, text, authorName } = message
    return `${kind} ${sentAt} ${direction} ${recalled ?? false} ${authorName} ${JSON.stringify(textOf(text))}`
  })
}

describe('what anybody writes', () => {
  it.each(READABLE)(
    'comes back from a file in %s as it was, in its order, and is nothing new beside itself',
    async (format) => {
      const textOf = format === 'txt' ? plain : (text: string) => text.toWellFormed()
      await fc.assert(
        fc.asyncProperty(said, async (lines) => {
          const before = await holding(lines)
          const files = await filesOf(before, format)
          const after = await freshArchive()
          await takeIn(after, files, (decisions) => ({ ...decisions, account: '10001' }))
          const known = await gists(before, textOf)
          const found = await gists(after, textOf)
          // Telegram has no word for what was taken back.
          const shown = (all: string[]) =>
            format === 'telegram' ? all.map((one) => one.replace(/ true | false /, ' ')) : all
          expect(shown(found)).toEqual(shown(known))
          const { outcome } = await takeIn(before, files, (decisions) => ({ ...decisions, account: '10001' }))
          expect(outcome).toMatchObject({ added: 0, conflicts: 0, duplicates: lines.length })
          before.close()
          after.close()
        }),
        // Control characters that the text file has signs for only.
        {
          numRuns: 12,
          examples: [
            [['\u0085', ''].map((text) => ({ text, after: 0 as const, who: 'friend' as const, recalled: false }))],
            [
              ['¡\u000b</script>', ''].map((text) => ({
                text,
                after: 0 as const,
                who: 'friend' as const,
                recalled: false,
              })),
            ],
          ],
        },
      )
    },
  )
})
