import { createHash } from 'node:crypto'
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import type { Message } from '../../../lib/chat/message.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { segmentsToText } from '../../../lib/chat/segment.ts'
import { exportFiles } from '../../../lib/export/export-files.ts'
import { jsonlFormat } from '../../../lib/export/formats/jsonl.ts'
import type { ExportSource } from '../../../lib/export/ports.ts'
import { chanceFrom, sampleTexts, sampleWords } from './sample-texts.ts'

const ACCOUNT = '10001'
const CONVERSATIONS = 100
const PEOPLE = 500
const FIRST_AT = Date.UTC(2023, 10, 1)
/** Three years of messages, whatever their number. */
const SPAN = 3 * 365 * 86_400_000
const PAGE = 5_000

/** A file of ours (JSON Lines) with made-up messages, always the same for a number. */
export interface SampleFile {
  messages: number
  bytes: number
  /** Of the texts in UTF-8. */
  textBytes: number
  /** Title of the conversation with half of the messages. */
  biggest: string
}

interface Chat {
  id: string
  kind: Message['kind']
  name: string
  count: number
}

const idOf = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 32)

/**
 * Writes the file by the product's own export. Half of the messages are in one group, the other conversations follow Zipf; texts
 * have about 30 characters; one message in twenty is a face, a picture or a notice.
 */
export async function writeSampleFile(path: string, messages: number): Promise<SampleFile> {
  const people = Array.from({ length: PEOPLE }, (_, index) => ({ id: idOf(`person ${index}`), name: `昵称${index}` }))
  const chats = chatsOf(messages, people)
  const words = sampleWords()
  const file = openSync(path, 'w')
  let textBytes = 0

  async function* scan({ conversation }: { conversation: string }): AsyncGenerator<Message[]> {
    const nth = chats.findIndex(({ id }) => id === conversation)
    const chat = chats[nth]!
    const chance = chanceFrom(1_000 + nth)
    const texts = sampleTexts(nth, words)
    const step = SPAN / chat.count
    let page: Message[] = []
    for (let index = 0; index < chat.count; index += 1) {
      const isOut = chance() < 0.15
      const author = people[Math.floor(chance() ** 2 * PEOPLE)]!
      const segments = segmentsOf(chance, texts)
      const text = segmentsToText(segments)
      textBytes += Buffer.byteLength(text)
      const sentAt = Math.floor((FIRST_AT + (index + chance()) * step) / 1_000) * 1_000
      page.push({
        key: `${chat.id}/${index}`,
        account: ACCOUNT,
        epoch: 'sample',
        conversation,
        kind: chat.kind,
        direction: isOut ? 'out' : 'in',
        author: isOut ? null : chat.kind === 'friend' ? conversation : author.id,
        authorName: isOut ? '我' : chat.kind === 'friend' ? chat.name : author.name,
        segments,
        text,
        mentionsMe: false,
        sentAt,
        receivedAt: sentAt,
        order: index,
        source: isOut ? 'page' : 'poll',
        raw: null,
        outboxId: null,
      })
      if (page.length < PAGE) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
  }

  const contact = { number: null, remark: null, members: null }
  const source: ExportSource = {
    account: { number: ACCOUNT, nick: '我' },
    conversations: chats,
    everyConversation: async () => chats.map(({ id }) => id),
    scan,
    count: async ({ conversation }) => chats.find(({ id }) => id === conversation)?.count ?? 0,
    contacts: async () => [
      ...chats.map(({ id, kind, name }) => ({
        ...contact,
        id,
        kind: kind === 'friend' ? ('person' as const) : kind,
        nick: name,
      })),
      ...people.map(({ id, name }) => ({ ...contact, id, kind: 'person' as const, nick: name })),
    ],
    avatar: async () => undefined,
    canonical: (id) => id,
    reply: async () => undefined,
    oddments: async () => [],
    watches: async () => [],
    damage: async () => [],
  }
  const sink = {
    write: async (bytes: Uint8Array) => void writeSync(file, bytes),
    position: async () => 0,
    close: async () => undefined,
    abort: async () => undefined,
  }
  const now = FIRST_AT + SPAN
  await exportFiles(
    source,
    { create: async () => sink, reopen: async () => sink },
    {
      formats: [jsonlFormat],
      arrangement: 'together',
      fileName: 'sample',
      filter: {},
      withAvatars: false,
      exportedAt: now + 1,
      generator: { name: 'bench', version: '1' },
      timeZone: 'UTC',
      language: 'zh-CN',
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  )
  closeSync(file)
  return { messages, bytes: statSync(path).size, textBytes, biggest: chats[0]!.name }
}

function chatsOf(messages: number, people: readonly { id: string; name: string }[]): Chat[] {
  const weights = Array.from({ length: CONVERSATIONS - 1 }, (_, index) => 1 / (index + 2))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const others = weights.map((weight) => Math.max(1, Math.round((messages / 2) * (weight / sum))))
  const first = messages - others.reduce((total, count) => total + count, 0)
  return [first, ...others].map((count, nth) => {
    const kind = nth % 3 === 0 ? 'group' : nth % 10 === 4 ? 'discuss' : 'friend'
    const friend = people[nth]!
    return kind === 'friend'
      ? { id: friend.id, kind, name: friend.name, count }
      : { id: idOf(`chat ${nth}`), kind, name: `群聊${nth}`, count }
  })
}

function segmentsOf(chance: () => number, texts: Iterator<string, never>): Segment[] {
  const what = chance()
  if (what < 0.01) return [{ type: 'picture' }]
  if (what < 0.02) return [{ type: 'notice', what: 'file-offered', facts: { name: '会议记录.docx' } }]
  const text = `${texts.next().value}${texts.next().value}`
  if (what < 0.05)
    return [
      { type: 'text', text },
      { type: 'face', code: Math.floor(chance() * 100), name: '微笑' },
    ]
  return [{ type: 'text', text }]
}
