import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toExportedMessage } from '../../../lib/export/exported-message.ts'
import type { ExportedMessage, ExportedSegment } from '../../../lib/export/format.ts'
import { messageInFile } from '../../../lib/export/message-in-file.ts'
import { giveBack, lastLink, slicePageBytes, toPageBytes } from '../../../lib/export/page-bytes.ts'
import type { PageBytes } from '../../../lib/export/page-bytes.ts'
import { digestRuns, putLinks } from '../../../lib/export/page-links.ts'
import { wellFormed } from '../../../lib/export/well-formed.ts'
import { nastyMessages } from './nasty-conversation.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Anything that may be in a text: half surrogates, controls, quotes, what takes one to four bytes. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('在吗？', 'plain', '"\\\u0000\u001f\u007f', '\uD83D', '\\ud83d', '😀', ''),
)

const anyMessage: fc.Arbitrary<ExportedMessage> = fc
  .record({
    n: fc.integer({ min: 1, max: 20_000_000 }),
    // Few, so that they come again: under another name, the other way, with half a character.
    author: fc.option(fc.oneof(fc.constantFrom('anna', 'bob'), anyText)),
    authorName: fc.option(fc.oneof(fc.constantFrom('安娜', 'Bob'), anyText)),
    direction: fc.constantFrom('in' as const, 'out' as const),
    text: anyText,
    others: fc.array(fc.constantFrom<ExportedSegment>({ type: 'picture' }, { type: 'face', code: 1, name: '\uDE00' }), {
      maxLength: 2,
    }),
    mentionsMe: fc.boolean(),
    recalled: fc.boolean(),
  })
  .map(({ n, author, authorName, direction, text, others, mentionsMe, recalled }) => ({
    n,
    id: '0123456789abcdef0123456789abcdef',
    at: '2026-11-23T08:00:00.000Z',
    direction,
    author,
    authorName,
    segments: [{ type: 'text', text }, ...others],
    text,
    mentionsMe,
    source: 'poll',
    ...(recalled ? { recalled } : {}),
  }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** What the bytes have to be, made the plain way; `perLink` messages have one link, and the last message has one. */
function plainly(page: readonly ExportedMessage[], link: string, perLink: number): { text: string; links: string[] } {
  const links: string[] = []
  let run: string[] = []
  let last = link
  const lines = page.map((message, index) => {
    const json = JSON.stringify(wellFormed(messageInFile(message)))
    run.push(json)
    if ((index + 1) % perLink !== 0 && index !== page.length - 1) return `,\n${json}`
    last = sha256(last + sha256(run.join(',\n'))).slice(0, 32)
    run = []
    links.push(last)
    return `,\n${json.slice(0, -1)},"hash":"${last}"}`
  })
  return { text: lines.join(''), links }
}

async function linked(page: ExportedMessage[], link: string, perLink: number): Promise<PageBytes> {
  const made = toPageBytes(page, (index) => (index + 1) % perLink === 0 || index === page.length - 1)
  putLinks(made, await digestRuns(made), link)
  return made
}

const LINK = '0123456789abcdef0123456789abcdef'

describe('a page as bytes', () => {
  it('is the JSON of its messages with their links, whatever is in them and however many share one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyMessage, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (page, perLink) => {
          const { text, links } = plainly(page, LINK, perLink)
          const made = toPageBytes([...page], (index) => (index + 1) % perLink === 0 || index === page.length - 1)
          const last = putLinks(made, await digestRuns(made), LINK)
          expect(decoder.decode(made.bytes)).toBe(text)
          expect(last).toBe(links.at(-1))
          expect(lastLink(made)).toBe(last)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('writes what an export makes of any message as JSON does', async () => {
    const page = nastyMessages.map((message, index) => toExportedMessage(message, index + 1, (id) => id, new Map()))
    const { text } = plainly(page, LINK, 1)
    expect(decoder.decode((await linked(page, LINK, 1)).bytes)).toBe(text)
  })

  it('puts well-formed messages in place of those with half a character', () => {
    const page = nastyMessages.map((message, index) => toExportedMessage(message, index + 1, (id) => id, new Map()))
    const before = page.map(wellFormed)
    toPageBytes(page, () => true)
    expect(page).toEqual(before)
  })

  it('can be cut anywhere', async () => {
    const page = nastyMessages.map((message, index) => toExportedMessage(message, index + 1, (id) => id, new Map()))
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
    const page = nastyMessages.map((message, index) => toExportedMessage(message, index + 1, (id) => id, new Map()))
    const [before, next] = [await linked(page, LINK, 1), page.toReversed()]
    giveBack(before)
    const made = await linked(next, LINK, 3)
    expect(made.bytes.buffer).toBe(before.bytes.buffer)
    expect(decoder.decode(made.bytes)).toBe(plainly(next, LINK, 3).text)
    // It is in use again: the next one lies elsewhere.
    expect((await linked(page, LINK, 1)).bytes.buffer).not.toBe(made.bytes.buffer)
  })

  it('holds very long texts', async () => {
    const [message] = nastyMessages.map((one) => toExportedMessage(one, 1, (id) => id, new Map()))
    for (const text of ['长'.repeat(100_000), '\u0000'.repeat(100_000), '😀'.repeat(50_000)]) {
      const page: ExportedMessage[] = [{ ...message!, text, segments: [{ type: 'text', text }] }]
      const { text: expected } = plainly(page, LINK, 1)
      expect(decoder.decode((await linked(page, LINK, 1)).bytes)).toBe(expected)
    }
  })
})
