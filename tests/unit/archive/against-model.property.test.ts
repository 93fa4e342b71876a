import 'fake-indexeddb/auto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../lib/chat/message.ts'
import { foldForSearch } from '../../../lib/search/fold.ts'
import { queryGrams } from '../../../lib/search/grams.ts'
import { openArchive } from '../../../lib/archive/open.ts'
import type { Archive, ImportRecord } from '../../../lib/archive/port.ts'
import { all, byPlace, countsOf, keysOf, messagesOf, sealAll, SMALL } from './model.ts'
import type { Model } from './model.ts'
import { alias, freshName, message, NOON } from './samples.ts'

const ACCOUNT = '10001'
const CONVERSATIONS = ['anna', 'anna-2', 'club', 'ben']
const WORDS = ['你好', '会议', 'hello', '明天见', 'OK', '[微笑]']
/** Long ago for whoever looks at when a message came. */
const LONG_AGO = Date.UTC(2020, 0)

interface World {
  archive: Archive
  model: Model
  imports: number
  /** How many messages the archive said it forgot, and how many it should have. */
  forgotten: [number, number][]
}

const anyMessage = fc.record({
  key: fc.integer({ min: 0, max: 60 }),
  conversation: fc.constantFrom(...CONVERSATIONS),
  at: fc.integer({ min: 0, max: 30 }),
  order: fc.integer({ min: -1, max: 2 }),
  isOld: fc.boolean(),
  words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }),
})
type AnyMessage = typeof anyMessage extends fc.Arbitrary<infer T> ? T : never

const anyStep = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('commit'),
      messages: fc.array(anyMessage, { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('seal'), steps: fc.integer({ min: 1, max: 4 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('import'),
      messages: fc.array(anyMessage, { minLength: 1, maxLength: 25 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forget'),
      conversation: fc.constantFrom(...CONVERSATIONS),
      before: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge') }) },
)
type AnyStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

function live({ key, at, order, isOld, words }: AnyMessage): Message {
  // A sent message has its one place; of one that came, the same delivery may be told again with another time and other words.
  return message(key % 3 === 0 ? `out/${key}` : `in/${ACCOUNT}/login-${key % 2}/${key}`, {
    conversation: CONVERSATIONS[key % CONVERSATIONS.length]!,
    sentAt: NOON + ((key * 7 + (key % 3 === 0 ? 0 : at)) % 30) * 1_000,
    order,
    text: words.join(' '),
    receivedAt: isOld ? LONG_AGO : Date.now(),
    raw: { n: key },
  })
}

async function step(world: World, what: AnyStep): Promise<void> {
  const { archive, model } = world
  if ('messages' in what && what.do === 'commit') {
    const messages = what.messages.map(live)
    await archive.commit({ messages })
    const known = new Set(keysOf(model.messages))
    for (const one of messages) {
      if (!known.has(one.key)) model.messages.push(one)
      known.add(one.key)
    }
  } else if ('messages' in what) {
    const importId = `import-${world.imports++}`
    const messages = what.messages.map((one, index) =>
      message(`import/${importId}/${index}`, {
        conversation: one.conversation,
        sentAt: NOON + one.at * 1_000,
        order: one.order,
        text: one.words.join(''),
        source: 'import',
        raw: one,
        importId,
      }),
    )
    const writer = await archive.beginImport(importId)
    const half = messages.length >> 1
    await writer.add(messages.slice(0, half))
    await writer.add(messages.slice(half))
    await writer.publish({ record: recordOf(importId), contacts: [] })
    model.messages.push(...messages)
  } else if ('steps' in what) {
    for (let left = what.steps; left > 0; left--) await archive.seal()
  } else if ('before' in what) {
    const before = what.before === undefined ? undefined : NOON + what.before * 1_000
    const gone = new Set(messagesOf(model, what.conversation).filter(({ sentAt }) => sentAt < (before ?? Infinity)))
    world.forgotten.push([await archive.forget(what.conversation, before), gone.size])
    model.messages = model.messages.filter((one) => !gone.has(one))
  } else if (what.do === 'undo') {
    const [newest] = await archive.imports()
    if (!newest) return
    await archive.undoImport(newest.id)
    model.messages = model.messages.filter(({ importId }) => importId !== newest.id)
  } else if (model.aliases.length === 0) {
    model.aliases.push(alias('anna-2', 'anna'))
    await archive.commit({ aliases: model.aliases })
  }
}

function recordOf(id: string): ImportRecord {
  const nothing = { size: 1, added: 1, duplicates: 0, conversations: [], contacts: [] }
  return { id, account: ACCOUNT, at: Number(id.slice(7)), fileName: 'a.json', format: 'own', ...nothing }
}

/** Everything that can be asked, against the plain list. */
async function compare({ archive, model, forgotten }: World): Promise<void> {
  expect(forgotten.map(([said]) => said)).toEqual(forgotten.map(([, due]) => due))
  const everything = model.messages.toSorted(byPlace)
  expect(keysOf(await all(archive.timeline({ account: ACCOUNT }, 7)))).toEqual(keysOf(everything))
  const summaries = await archive.conversations()
  expect(new Map(summaries.map(({ id, count, lastText }) => [id, { count, lastText }]))).toEqual(countsOf(model))
  const isKnown = await archive.known(keysOf(everything))
  expect(isKnown.size).toBe(everything.length)
  const one = everything[everything.length >> 1]
  expect(one && (await archive.message(one.key))).toEqual(one)

  for (const conversation of ['anna', 'club', 'ben']) {
    const own = messagesOf(model, conversation)
    const scanned = await all(archive.scan({ conversation }, 5))
    expect(scanned).toEqual(own.map((found) => ({ ...found, raw: scanned.find(({ key }) => key === found.key)?.raw })))
    const range = { conversation, from: NOON + 5_000, to: NOON + 17_000 }
    const within = own.filter(({ sentAt }) => sentAt >= range.from && sentAt < range.to)
    expect(keysOf(await all(archive.scan(range, 3)))).toEqual(keysOf(within))
    expect(await archive.count(range)).toBe(within.length)
    expect(await archive.count({ conversation })).toBe(own.length)
    expect(keysOf(await archive.latest(conversation, 6))).toEqual(keysOf(own.slice(-6)))
    const middle = own[own.length >> 1] ?? { sentAt: NOON, order: 0, key: '' }
    const older = own.filter((found) => byPlace(found, middle) < 0)
    const newer = own.filter((found) => byPlace(found, middle) > 0)
    expect(keysOf(await archive.slice(conversation, middle, 'older', 5))).toEqual(keysOf(older.slice(-5)))
    expect(keysOf(await archive.slice(conversation, middle, 'newer', 5))).toEqual(keysOf(newer.slice(0, 5)))
    await compareCandidates(archive, '会议', conversation, own)
  }
  await compareCandidates(archive, 'hello', undefined, everything)
}

async function compareCandidates(
  archive: Archive,
  word: string,
  conversation: string | undefined,
  those: readonly Message[],
): Promise<void> {
  const wanted = foldForSearch(word)
  const has = (text: string): boolean => foldForSearch(text).includes(wanted)
  const scope = conversation === undefined ? { account: ACCOUNT } : { conversations: [conversation] }
  const found: Message[] = []
  const query = { ...scope, grams: queryGrams(wanted), wants: (folded: string) => folded.includes(wanted) }
  for await (const { messages, downTo } of archive.candidates(query)) {
    found.push(...messages)
    const due = those.filter(({ text, sentAt }) => has(text) && sentAt > downTo)
    expect(found.length).toBeGreaterThanOrEqual(due.length)
  }
  expect(keysOf(found)).toEqual(keysOf(those.filter(({ text }) => has(text)).toReversed()))
}

describe('an archive of hot and sealed messages', () => {
  it('answers like a plain list, whatever was committed, sealed, imported, taken back, forgotten and merged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 14 }), async (steps) => {
        const archive = await openArchive(freshName(), SMALL)
        const world: World = { archive, model: { messages: [], aliases: [] }, imports: 0, forgotten: [] }
        try {
          for (const what of steps) await step(world, what)
          await compare(world)
          await sealAll(archive)
          await compare(world)
        } finally {
          archive.close()
        }
      }),
      { numRuns: 25 },
    )
  }, 30_000)
})
