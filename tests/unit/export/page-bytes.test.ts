import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageView } from '../../../lib/chat/message.ts'
import type { Segment } from '../../../lib/chat/segment.ts'
import { createPage } from '../../../lib/export/export-page.ts'
import type { Wording } from '../../../lib/export/export-page.ts'
import { toExportedMessage } from '../../../lib/export/exported-message.ts'
import { messageInFile } from '../../../lib/export/message-in-file.ts'
import { giveBack, lastLink, slicePageBytes } from '../../../lib/export/page-bytes.ts'
import type { PageBytes } from '../../../lib/export/page-bytes.ts'
import { digestRuns, putLinks } from '../../../lib/export/page-links.ts'
import { createRedactor } from '../../../lib/export/redact.ts'
import { wellFormed } from '../../../lib/export/well-formed.ts'
import { nastyMessages } from './nasty-conversation.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Anything that may be in a text: half surrogates, controls, quotes, what takes one to four bytes. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('在吗？', 'plain', '"\\\u0000\u001f\u007f', '\uD83D', '\\ud83d', '😀', ''),
)

const anyMessage: fc.Arbitrary<MessageView> = fc
  .record({
    // Few, so that they come again: under another name, the other way, with half a character.
    author: fc.option(fc.oneof(fc.constantFrom('anna', 'anna-before', 'bob'), anyText)),
    authorName: fc.option(fc.oneof(fc.constantFrom('安娜', 'Bob'), anyText)),
    direction: fc.constantFrom('in' as const, 'out' as const),
    text: anyText,
    others: fc.array(fc.constantFrom<Segment>({ type: 'picture' }, { type: 'face', code: 1, name: '\uDE00' }), {
      maxLength: 2,
    }),
    mentionsMe: fc.boolean(),
    isRecalled: fc.boolean(),
    isOurs: fc.boolean(),
    exportId: fc.constantFrom(undefined, '0123456789abcdef0123456789abcdef'),
    sentAt: fc.oneof(
      fc.integer({ min: 1_700_000_000_000, max: 1_700_400_000_000 }),
      fc.integer({ min: -1e15, max: 1e15 }),
    ),
  })
  .map(({ text, others, isRecalled, isOurs, ...rest }) => ({
    ...nastyMessages[0]!,
    ...rest,
    segments: [{ type: 'text', text }, ...others],
    text,
    outboxId: isOurs ? 'reply-1' : null,
    ...(isRecalled ? { recalled: true as const } : {}),
  }))

const wording: Wording = {
  canonical: (id) => (id === 'anna-before' ? 'anna' : id),
  replies: new Map([['reply-1', { ruleId: 'rule-1', state: 'sent' }]]),
  redactor: null,
}

/** Nobody is called otherwise, but everything goes by way of words. */
const worded: Wording = {
  ...wording,
  redactor: {
    ...createRedactor(
      'salt',
      'en',
      { contacts: [], account: { number: '0', nick: null }, written: new Map(), own: new Set() },
      wording.canonical,
    ),
    message: (message) => message,
  },
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What the bytes have to be, made the plain way; `perLink` messages have one link, and the last message has one. */
function plainly(
  page: readonly MessageView[],
  link: string,
  perLink: number,
  first = 1,
): { text: string; links: string[] } {
  const links: string[] = []
  let run: string[] = []
  let last = link
  const lines = page.map((message, index) => {
    const exported = toExportedMessage(message, first + index, wording.canonical, wording.replies)
    const json = JSON.stringify(wellFormed(messageInFile(exported)))
    run.push(json)
    if ((index + 1) % perLink !== 0 && index !== page.length - 1) return `,\n${json}`
    last = sha256(last + sha256(run.join(',\n'))).slice(0, 32)
    run = []
    links.push(last)
    return `,\n${json.slice(0, -1)},"hash":"${last}"}`
  })
  return { text: lines.join(''), links }
}

async function linked(page: readonly MessageView[], link: string, perLink: number): Promise<PageBytes> {
  const { bytes } = createPage(page, 1, wording, (index) => (index + 1) % perLink === 0)
  putLinks(bytes, await digestRuns(bytes), link)
  return bytes
}

const LINK = '0123456789abcdef0123456789abcdef'

describe('a page as bytes', () => {
  it('is the JSON of its messages with their links, whatever is in them and however many share one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMessage, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 20_000_000 }),
        fc.constantFrom(wording, worded),
        async (page, perLink, first, way) => {
          const { text, links } = plainly(page, LINK, perLink, first)
          const { bytes } = createPage(page, first, way, (index) => (index + 1) % perLink === 0)
          const last = putLinks(bytes, await digestRuns(bytes), LINK)
          expect(decoder.decode(bytes.bytes)).toBe(text)
          expect(last).toBe(links.at(-1))
          expect(lastLink(bytes)).toBe(last)
        },
      ),
      { numRuns: 600 },
    )
  })

  it('writes what an export makes of any message as JSON does', async () => {
    const { text } = plainly(nastyMessages, LINK, 1)
    expect(decoder.decode((await linked(nastyMessages, LINK, 1)).bytes)).toBe(text)
  })

  it('can be cut anywhere', async () => {
    const page = nastyMessages
    const made = await linked(page, LINK, 1)
    const { links } = plainly(page, LINK, 1)
    for (let at = 1; at <= page.length; at += 2) {
      const parts = [slicePageBytes(made, 0, at), slicePageBytes(made, at, page.length)]
      expect(parts.map(({ bytes }) => decoder.decode(bytes)).join('')).toBe(decoder.decode(made.bytes))
      expect(lastLink(parts[0]!)).toBe(links[at - 1])
      expect(parts.map((part) => part.links.length)).toEqual([at, page.length - at])
    }
  })

  it('lies where a page was that nobody needs any more, and has nothing of that', async () => {
    const page = nastyMessages
    const [before, next] = [await linked(page, LINK, 1), page.toReversed()]
    giveBack(before)
    const made = await linked(next, LINK, 3)
    expect(made.bytes.buffer).toBe(before.bytes.buffer)
    expect(decoder.decode(made.bytes)).toBe(plainly(next, LINK, 3).text)
    // It is in use again: the next one lies elsewhere.
    expect((await linked(page, LINK, 1)).bytes.buffer).not.toBe(made.bytes.buffer)
  })

  it('holds very long texts', async () => {
    for (const text of ['长'.repeat(100_000), '\u0000'.repeat(100_000), '😀'.repeat(50_000)]) {
      const page: MessageView[] = [{ ...nastyMessages[0]!, text, segments: [{ type: 'text', text }] }]
      const { text: expected } = plainly(page, LINK, 1)
      expect(decoder.decode((await linked(page, LINK, 1)).bytes)).toBe(expected)
    }
  })
})
