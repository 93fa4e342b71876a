import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportedMessage } from '../../../../lib/export/format.ts'
import { escapedLine, escapedName, escapedText } from '../../../../lib/export/formats/markdown-escape.ts'
import { markdown } from '../../../../lib/export/formats/markdown.ts'
import { hostileMessages, hostileText, plain } from './hostile.ts'
import { contextOf, expectGolden, nastyExported, writeFile } from './write-file.ts'

/** What a reader of CommonMark shows of an escaped paragraph. */
function shown(markup: string): string {
  return markup
    .split('\\\n')
    .map((line) =>
      line.replace(/\\([!-/:-@[-`{-~])|&#(\d+);/g, (_found, sign?: string, code?: string) => {
        if (sign) return sign
        return code === '8203' ? '' : String.fromCodePoint(Number(code))
      }),
    )
    .join('\n')
}

/** The same with each escape taken for a letter: whatever is left is markup. */
function markupIn(line: string): string {
  return line.replace(/\\[!-/:-@[-`{-~]|&#\d+;/g, 'e')
}

describe('Markdown', () => {
  it('writes the nasty conversation byte for byte as it always did', async () => {
    expectGolden('nasty-conversation.md.golden', await writeFile(markdown, await nastyExported()))
  })

  it('shows every text as it was, and nothing of it as markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        // A line of a zero-width space is an empty one; somebody's own is nothing to be seen either.
        expect(shown(escapedText(text)).replaceAll('\u200b', '')).toBe(plain(text).replaceAll('\u200b', ''))
        for (const line of escapedText(text).split('\\\n')) {
          const left = markupIn(line)
          expect(left).not.toMatch(/[\\`*_[\]{}<>&|~$#=^%@]/)
          expect(left).not.toMatch(/^[ \t]/)
          expect(left).not.toMatch(/[ \t]$/)
          expect(left).not.toMatch(/^(?:[-+]|\d+[.)])/)
          expect(left).not.toMatch(/https?:|www\./i)
          expect(left).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('has one heading a day and one paragraph a message', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessages, async (messages) => {
        const text = await writeFile(markdown, messages, { page: 3 })
        const days = messages.map(({ at }) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10))
        const [, ...sections] = text.split('\n## ')
        expect(sections.slice(0, -1).map((section) => section.slice(0, 10))).toEqual([...new Set(days)])
        const paragraphs = sections
          .slice(0, -1)
          .flatMap((section) => section.replace(/\n+$/, '').split('\n\n').slice(1))
        expect(paragraphs).toHaveLength(messages.length)
        for (const paragraph of paragraphs)
          expect(paragraph).toMatch(/^\*\*.*\*\* \d\d:\d\d:\d\d(?: · \*[^*]+\*)*\\\n/u)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['- a', '\\- a'],
    ['+a', '\\+a'],
    ['12. a', '12\\. a'],
    ['12) a', '12\\) a'],
    ['    code', '&#32;&#32;&#32;&#32;code'],
    ['  - a ', '&#32;&#32;\\- a&#32;'],
    ['a - b 1. c', 'a - b 1. c'],
    ['![x](http://a.b)', '!\\[x\\](http\\://a.b)'],
    ['www.a.b :smile: a: b', 'www\\.a.b \\:smile: a: b'],
    ['<b>&amp;', '\\<b\\>\\&amp;'],
  ])('writes %j as %j', (line, escaped) => {
    expect(escapedLine(line)).toBe(escaped)
  })

  it('keeps a name that reads from right to left to itself', () => {
    expect(escapedName('a\u202eb')).toBe('\u2068a\u202eb\u2069')
    expect(escapedName('强\n哥')).toBe('强 哥')
  })

  it('speaks the language of the export', async () => {
    const [first] = await nastyExported()
    const message = { ...first, segments: [{ type: 'picture' }], text: '[图片]', recalled: true } as ExportedMessage
    const text = await writeFile(markdown, [message], {
      context: contextOf({ language: 'en' }),
      end: { complete: false },
    })
    expect(text).toContain('\\[Picture\\]')
    expect(text).toContain('*Recalled*')
    expect(text).toContain('Sunday')
    expect(text).toContain('Reading broke off')
    expect(text).toContain('## Completeness report')
  })

  it('goes on after any message as if it had never stopped', async () => {
    const messages = await nastyExported()
    const whole = await writeFile(markdown, messages)
    for (const at of [-1, ...messages.keys()]) expect(await writeFile(markdown, messages, { cuts: [at] })).toBe(whole)
  })
})
