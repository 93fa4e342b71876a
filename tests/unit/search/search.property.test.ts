import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contact } from '../../../lib/chat/contact.ts'
import type { Message } from '../../../lib/chat/message.ts'
import { segmentsToText } from '../../../lib/chat/segment.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { foldForSearch, foldLines } from '../../../lib/search/fold.ts'
import { formatQuery } from '../../../lib/search/format-query.ts'
import { compilePieces, createSignature } from '../../../lib/search/grams.ts'
import { resolveAmong } from '../../../lib/search/names.ts'
import type { SearchSource } from '../../../lib/search/ports.ts'
import { parseQuery } from '../../../lib/search/query.ts'
import { runSearch } from '../../../lib/search/run-search.ts'
import type { Query, Wish } from '../../../lib/search/wish.ts'
import { aMessage } from './messages.ts'
import { anyText } from './texts.ts'

const day = (date: number) => new Date(2026, 10, date, 12).getTime()

const person = (id: string, names: Partial<Contact>): Contact => ({
  id,
  account: '1',
  kind: 'person',
  number: null,
  nick: null,
  remark: null,
  category: null,
  isFriend: true,
  profile: null,
  members: null,
  notice: null,
  createdAt: null,
  firstSeenAt: 0,
  updatedAt: 0,
  ...names,
})
const CONTACTS = [
  person('a', { nick: '小明', number: '10001' }),
  person('b', { nick: 'Bob', remark: '小红' }),
  person('old-b', { nick: '旧名' }),
  person('g', {
    kind: 'group',
    nick: '家人 群',
    members: [{ contact: 'a', nick: '小明', card: '爸爸', role: 'member', isSelf: false }],
  }),
]
const ALIASES = [{ from: 'old-b', to: 'b' }]

const segments: fc.Arbitrary<Segment[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: anyText.map((text): Segment => ({ type: 'text', text })) },
    { weight: 1, arbitrary: fc.constant<Segment>({ type: 'face', code: 14, name: '微笑' }) },
    { weight: 1, arbitrary: fc.constant<Segment>({ type: 'picture' }) },
    { weight: 1, arbitrary: fc.constant<Segment>({ type: 'attachment', what: 'file', name: 'a.txt' }) },
  ),
  { minLength: 1, maxLength: 3 },
)
const messages = fc
  .array(
    fc.record({
      said: segments,
      conversation: fc.constantFrom('a', 'b', 'old-b', 'g'),
      author: fc.constantFrom('a', 'b', 'old-b', null),
      authorName: fc.constantFrom('小明', '老王', null),
      date: fc.integer({ min: 18, max: 24 }),
      order: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ said, date, author, ...rest }, index): Message => {
      const text = segmentsToText(said)
      const direction = author === null ? 'out' : 'in'
      return aMessage({ ...rest, author, direction, key: `k${index}`, segments: said, text, sentAt: day(date) })
    }),
  )

const atom: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '你',
      '好',
      '你好',
      '微笑',
      '[微',
      'he',
      'HELLO',
      'ｈｅ',
      '2',
      '1',
      '的',
      '了，',
      '😀',
      'kg',
    ),
  },
  { weight: 2, arbitrary: anyText.map((text) => formatQuery({ groups: [[{ not: false, kind: 'words', text }]] })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'from:小明',
      'from:我',
      'from:10001',
      'from:爸',
      'from:老王',
      'from:旧',
      'from:小红',
      'in:家人',
      'in:旧',
      'in:小红',
      'has:face',
      'has:图片',
      'has:file',
      'has:链接',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('before:2026-11-21', 'after:2026-11-20', 'on:2026-11-22', 'on:2026-11', 'after:2026'),
  },
)
const group = fc
  .tuple(fc.boolean(), fc.array(atom, { minLength: 1, maxLength: 3 }), fc.constantFrom('|', ' | '))
  .map(([not, atoms, bar]) => (not && atoms.length < 3 ? '-' : '') + atoms.join(bar))
const typed = fc.array(group, { minLength: 1, maxLength: 3 }).map((groups) => groups.join(' '))

/** Plain and slow: every message, by what the words of the grammar say. */
function bruteForce(all: readonly Message[], { groups }: Query, where: string | null): string[] {
  const plain = (text: string) =>
    text
      .replace(/\p{Cs}/gu, '\uFFFD')
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/\s+/g, ' ')
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('i\u0307', 'i')
      .replaceAll('ς', 'σ')
  const now = (id: string) => (id === 'old-b' ? 'b' : id)
  const NAMES: Record<string, string[]> = { a: ['小明', '10001', '爸爸'], b: ['小红', 'bob', '旧名'], g: ['家人 群'] }
  const isCalled = (id: string, name: string) =>
    (NAMES[now(id)] ?? []).some((known) =>
      /^\d+$/.test(known) ? known === plain(name) : known.includes(plain(name).trim()),
    )
  const holds = (message: Message, wish: Wish): boolean => {
    const { sentAt } = message
    switch (wish.kind) {
      case 'words':
        return plain(message.text).includes(plain(wish.text))
      case 'from':
        if (wish.isMe) return message.author === null
        if (message.author === null) return false
        return isCalled(message.author, wish.name) || (message.authorName ?? '').includes(wish.name)
      case 'in':
        return isCalled(message.conversation, wish.name)
      case 'has':
        if (wish.what === 'link') return message.text.includes('http://')
        return message.segments.some(
          (one) => one.type === wish.what || (one.type === 'attachment' && one.what === wish.what),
        )
      case 'before':
        return sentAt < wish.days.from
      case 'after':
        return !(sentAt < wish.days.from)
      case 'on':
        return !(sentAt < wish.days.from) && sentAt < wish.days.to
      case 'any':
        return wish.of.some((one) => holds(message, one))
    }
  }
  return all
    .filter((message) => where === null || now(message.conversation) === where)
    .filter((message) => groups.every((wishes) => wishes.some((wish) => holds(message, wish) !== wish.not)))
    .toSorted((one, other) => other.sentAt - one.sentAt || other.order - one.order || (one.key < other.key ? 1 : -1))
    .map(({ key }) => key)
}

/** Blocks of four messages of a conversation, with the signature of their texts; a page is one block, the newest first. */
function blocksOf(all: readonly Message[], signatureOf = createSignature): SearchSource {
  const blocks = [...Map.groupBy(all, ({ conversation }) => conversation).values()].flatMap((of) => {
    const sorted = of.toSorted((one, other) => one.sentAt - other.sentAt)
    return Array.from({ length: Math.ceil(sorted.length / 4) }, (_, index) => sorted.slice(index * 4, index * 4 + 4))
  })
  const newest = (block: readonly Message[]) => Math.max(...block.map(({ sentAt }) => sentAt))
  const sorted = blocks.toSorted((one, other) => newest(other) - newest(one))
  return {
    async *candidates({ conversations, from = -Infinity, to = Infinity, terms = [], wants = () => true, ...pieces }) {
      const may = compilePieces(pieces)
      for (const [index, block] of sorted.entries()) {
        const next = sorted[index + 1]
        const found = block.filter(
          ({ conversation, sentAt, text }) =>
            (!conversations || conversations.includes(conversation === 'old-b' ? 'b' : conversation)) &&
            sentAt >= from &&
            sentAt < to &&
            wants(foldForSearch(text)),
        )
        const lines = foldLines(block.map(({ text }) => text))
        const passes =
          terms.every((term) => lines.includes(term)) && may(signatureOf(block.map(({ text }) => foldForSearch(text))))
        yield { messages: passes ? found : [], downTo: next ? newest(next) : -Infinity }
      }
    },
  }
}

async function found(source: SearchSource, query: Query, conversation: string | null): Promise<string[]> {
  const wish = { query, conversation, resolve: resolveAmong(CONTACTS, ALIASES) }
  const keys: string[] = []
  for await (const { hits } of runSearch(source, wish, new AbortController().signal))
    keys.push(...hits.map(({ key }) => key))
  return keys
}

describe('a search over blocks with signatures', () => {
  it('finds what looking at every message finds, in order', async () => {
    await fc.assert(
      fc.asyncProperty(messages, typed, fc.constantFrom(null, null, 'b', 'g'), async (all, text, where) => {
        const query = parseQuery(text)
        expect(await found(blocksOf(all), query, where)).toEqual(bruteForce(all, query, where))
      }),
      { numRuns: 300 },
    )
  }, 20_000)

  it('would miss messages if a signature lost a bit', async () => {
    const broken = (texts: Iterable<string>) => createSignature(texts).map((byte) => byte & 0b0101_0101)
    const all = Array.from({ length: 40 }, (_, index) =>
      aMessage({ key: `k${index}`, text: `第${index}句你好`, sentAt: day(20) }),
    )
    expect(await found(blocksOf(all), parseQuery('你好'), null)).toHaveLength(40)
    expect(await found(blocksOf(all, broken), parseQuery('你好'), null)).toHaveLength(0)
  })
})
