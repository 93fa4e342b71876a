import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message, MessageView } from '../../../../lib/chat/message.ts'
import { segmentsToText } from '../../../../lib/chat/segment.ts'
import type { Segment } from '../../../../lib/chat/segment.ts'
import { LIMITS } from '../../../../lib/archive/limits.ts'
import { openRaws, openRests, openTexts } from '../../../../lib/archive/blocks/decode.ts'
import { cutIntoBlocks, encodeBlock } from '../../../../lib/archive/blocks/encode.ts'
import { gunzip, gzip } from '../../../../lib/archive/blocks/gzip.ts'
import { hashKey, hashKeys, keyGroup, placesOfHashes } from '../../../../lib/archive/blocks/keys.ts'
import { byPlace } from '../model.ts'
import { message, NOON } from '../samples.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', '\0', '\u2028"\\', '\uD800', '=1+1', '__proto__', '</script>', '👩‍👩‍👧', '你好。'),
)
/** As `JSON.parse` gives it. */
const anyJson: fc.Arbitrary<unknown> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
const anySegment: fc.Arbitrary<Segment> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: anyText }),
  fc.record({ type: fc.constant('face' as const), code: fc.nat(200), name: fc.option(anyText) }),
  fc.constant({ type: 'picture' } as const),
  fc.record({ type: fc.constant('quote' as const), text: anyText }),
  fc.record({ type: fc.constant('unknown' as const), raw: anyJson }),
  fc.record({
    type: fc.constant('attachment' as const),
    what: fc.constantFrom('voice' as const, 'file' as const),
    name: fc.option(anyText),
  }),
)
const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    key: fc.oneof(
      fc.nat(9_999).map((n) => `in/10001/login-${n % 3}/${n}`),
      fc.nat(9_999).map((n) => `in/10001/login/${String(n).padStart(4, '0')}`),
      anyText.map((text) => `import/i/${text}`),
    ),
    segments: fc.array(anySegment, { maxLength: 4 }),
    text: fc.option(anyText),
    sentAt: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0, max: 9e15, noNaN: true })),
    delay: fc.integer({ min: -500, max: 100_000 }),
    order: fc.integer({ min: -3, max: 3 }),
    authorName: fc.option(anyText),
    optional: fc.record(
      { arrival: fc.nat(9), importId: fc.constant('i'), exportId: anyText, recalled: fc.constant(true as const) },
      { requiredKeys: [] },
    ),
    raw: anyJson,
  })
  .map(({ text, segments, delay, optional, ...rest }) => ({
    ...message(rest.key),
    ...rest,
    ...optional,
    segments,
    // Now and then one that its segments do not say.
    text: text ?? segmentsToText(segments),
    receivedAt: rest.sentAt + delay,
  }))

/** What a view has of a message. */
function pick(of: MessageView) {
  const { key, conversation, direction, author, authorName, text, mentionsMe, sentAt, receivedAt, order } = of
  const { source, importId, exportId, recalled, outboxId, segments, isText } = of
  const given = { source, importId, exportId, recalled, outboxId, segments, isText }
  return { key, conversation, direction, author, authorName, text, mentionsMe, sentAt, receivedAt, order, ...given }
}

function isPlain({ segments, text }: Message): boolean {
  const [only] = segments
  return segments.length === 1 && only?.type === 'text' && only.text === text
}

describe('a block', () => {
  it('gives back every message as it was, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyMessage, { minLength: 1, maxLength: 12, selector: ({ key }) => key }),
        async (those) => {
          const block = await encodeBlock('b', those, null)
          const head = { ...block.head, version: 1 }
          const texts = openTexts(head, block.texts.body)
          const rests = openRests(head, block.rests.body)
          const raws = await openRaws(head, block.raws.body)
          const messages = raws.map((raw, index) => ({ ...rests.message(index, texts), raw }))
          expect(messages).toEqual(those.toSorted(byPlace))
          for (const [index, message] of messages.entries()) {
            const view = rests.view(index, texts)
            const { isText, ...shown } = pick(view)
            const { isText: _, ...wanted } = pick(message)
            expect(shown).toEqual(wanted)
            expect(isText).toBe(isPlain(message))
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('takes less than a third of what its messages take one by one', async () => {
    const those = Array.from({ length: 500 }, (_, n) =>
      message(`in/10001/login-1/${(n * 2_654_435_761) % 4_294_967_296}`, {
        sentAt: NOON + n * 7_000,
        text: `第${n}条消息，晚上见`,
        raw: null,
      }),
    )
    const { head } = await encodeBlock('b', those, null)
    expect(head.bytes).toBeLessThan(new Blob([JSON.stringify(those)]).size / 3)
  })

  it('is refused when a part of it is not what was written', async () => {
    const block = await encodeBlock('b', [message('a'), message('b', { order: 1, raw: { n: 2 } })], null)
    const head = { ...block.head, version: 1 }
    expect(() => openTexts(head, block.texts.body.slice(0, -1))).toThrow(SyntaxError)
    expect(() => openTexts(head, block.texts.body.replace('text of a', ''))).toThrow('wrong length')
    expect(() => openTexts({ ...head, count: 3 }, block.texts.body)).toThrow('wrong length')
    expect(() => openRests(head, block.rests.body.replace(`${NOON}`, `${NOON + 1}`))).toThrow('not where its head says')
    expect(() => openRests({ ...head, count: 3 }, block.rests.body)).toThrow('wrong length')
    const changed = block.raws.body.with(20, block.raws.body[20]! ^ 1)
    await expect(openRaws(head, new Uint8Array(changed))).rejects.toThrow(Error)
  })

  it('is cut where it has enough messages, or enough text', () => {
    const sizes = (those: Message[]) =>
      [...cutIntoBlocks(those, { ...LIMITS, blockMessages: 3, blockUnits: 50 })].map((cut) => cut.length)
    const short = Array.from({ length: 7 }, (_, n) => message(`m${n}`, { text: 'a' }))
    expect(sizes(short)).toEqual([3, 3, 1])
    expect(sizes([message('long', { text: 'x'.repeat(10_000) }), ...short.slice(0, 4)])).toEqual([1, 3, 1])
    expect(sizes([])).toEqual([])
  })
})

describe('keys', () => {
  it('are of one group when they came with one login, or one import', () => {
    expect(keyGroup('in/10001/login-1/abc/d')).toBe('in/10001/login-1/')
    expect(keyGroup('import/i-1/77')).toBe('import/i-1/')
    expect(keyGroup('out/0f34')).toBe('out/')
    expect(keyGroup('in/1')).toBe('in/')
    expect(keyGroup('odd')).toBe('')
  })

  it('are found among hashes, each at its place', () => {
    const keys = ['out/a', 'out/b', 'in/1/2/3', 'out/a']
    const wanted = new Set([hashKey('out/a'), hashKey('nowhere')])
    expect([...placesOfHashes(hashKeys(keys), wanted)].map(({ index }) => index)).toEqual([0, 3])
  })
})

describe('gzip', () => {
  it('gives back what it was given', async () => {
    for (const text of ['', '\uFEFF[]', '你好', 'a'.repeat(200_000)]) expect(await gunzip(await gzip(text))).toBe(text)
  })
})
