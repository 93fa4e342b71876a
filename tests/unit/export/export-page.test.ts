import { describe, expect, it } from 'vitest'
import type { MessageView } from '../../../lib/chat/message.ts'
import { createPage } from '../../../lib/export/export-page.ts'
import { toExportedMessage } from '../../../lib/export/exported-message.ts'
import { slicePageBytes } from '../../../lib/export/page-bytes.ts'
import { wellFormed } from '../../../lib/export/well-formed.ts'
import { nastyAliases, nastyMessages } from './nasty-conversation.ts'

const canonical = (id: string) => nastyAliases.get(id) ?? id
const pageOf = (messages: readonly MessageView[], first = 1) =>
  createPage(messages, first, { canonical, replies: new Map(), redactor: null }, () => true)
const wordsOf = (messages: readonly MessageView[], first = 1) =>
  messages.map((message, index) => wellFormed(toExportedMessage(message, first + index, canonical, new Map())))

describe('a page on its way into files', () => {
  it('gives its messages as files show them, well-formed, numbered from its first one', () => {
    expect(pageOf(nastyMessages, 41).messages()).toEqual(wordsOf(nastyMessages, 41))
  })

  it('tells who wrote, what is in it in the order in which it came, and how much was imported', () => {
    const { authors, content, imported } = pageOf(nastyMessages).tally()
    const words = wordsOf(nastyMessages)
    expect([...authors]).toEqual([...new Set(words.map(({ author }) => author))].filter((author) => author !== null))
    expect(authors).not.toContain('person-2-of-another-login')
    const kinds = words.flatMap(({ segments }) => [
      ...new Set(segments.map(({ type }) => (type === 'quote' ? 'text' : type))),
    ])
    expect(Object.entries(content)).toEqual(
      [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]),
    )
    expect(imported).toBe(nastyMessages.filter(({ importId }) => importId !== undefined).length)
  })

  it('counts kinds in the order in which they came, text as well', () => {
    const kinds = (messages: readonly MessageView[]) => Object.entries(pageOf(messages).tally().content)
    const [picture, text] = [nastyMessages[12]!, nastyMessages[0]!]
    expect(kinds([picture, text, picture])).toEqual([
      ['withheld', 2],
      ['text', 1],
    ])
    expect(kinds([text, picture, text])).toEqual([
      ['text', 2],
      ['withheld', 1],
    ])
  })

  it('can be cut, and the parts know what the whole knows of them', () => {
    const page = pageOf(nastyMessages, 5)
    for (const [from, to] of [
      [0, 3],
      [3, nastyMessages.length],
      [7, 8],
    ] as const) {
      const part = page.slice(from, to)
      const alone = pageOf(nastyMessages.slice(from, to), 5 + from)
      expect(part.first).toBe(alone.first)
      expect(part.stored).toEqual(alone.stored)
      expect(part.messages()).toEqual(alone.messages())
      expect(part.tally()).toEqual(alone.tally())
      expect(part.bytes).toEqual(slicePageBytes(page.bytes, from, to))
    }
    const [first, second] = [page.slice(2, 9).slice(1, 4), page.slice(3, 6)]
    expect(first.messages()).toEqual(second.messages())
    expect(first.bytes).toEqual(second.bytes)
    expect(page.slice(0, nastyMessages.length)).toBe(page)
  })
})
