import * as fc from 'fast-check'
import type { ExportedMessage, ExportedSegment } from '../../../../lib/export/format.ts'
import { segmentsToText } from '../../../../lib/chat/segment.ts'

const SNIPPETS = [
  '</script>',
  '<!--',
  ']]>',
  '"',
  "'",
  '&amp;',
  '&#0;',
  '\r\n',
  '\n',
  '\r',
  '\t',
  '\0',
  '\x1b[31m',
  '\x7f',
  '\x85',
  '\u2028',
  '\u202e',
  '=1+1',
  '-2',
  '@SUM(A1)',
  '＝',
  "'",
  '2026-11-22 20:00:00 强哥(1876033142)',
  '================================',
  '消息对象:x',
  '消息分组:',
  ' ',
  '  ',
  '【已撤回】',
  '【】',
  '(12345)',
  '<a@b.c>',
  '()',
  '[图片](javascript:alert(1))',
  '![x](http://x)',
  '# ',
  '- ',
  '1. ',
  '```',
  '    code',
  '\\',
  '|',
  '*',
  '_',
  '~~',
  '<b>',
  'http://a.b',
  'www.a.b',
  ':smile:',
  '"members":[]',
  '"meta": {',
  ']',
  '}',
  '[',
  '{',
  'QQChatExporter',
  '"version":"5.0"',
  '"_type":"header"',
  '强',
  '👨‍👩‍👧‍👦',
  'ß',
  '\ufeff',
  '\u200b',
]

/** Strings that break exporters: pieces of every format's own syntax between any characters, well-formed. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 })
  .map((pieces) => pieces.join('').toWellFormed())

const segment: fc.Arbitrary<ExportedSegment> = fc.oneof(
  { weight: 6, arbitrary: hostileText.map((text) => ({ type: 'text' as const, text })) },
  fc.constantFrom<ExportedSegment>(
    { type: 'face', code: 14, name: '微笑' },
    { type: 'face', code: 999, name: null },
    { type: 'picture' },
    { type: 'withheld' },
    { type: 'unknown' },
  ),
  hostileText.map((name) => ({ type: 'attachment' as const, what: 'file' as const, name })),
  hostileText.map((text) => ({ type: 'quote' as const, text })),
)

/** Messages as a format gets them: ascending over months and hours in which clocks are changed. */
export const hostileMessages: fc.Arbitrary<ExportedMessage[]> = fc
  .array(
    fc.record({
      wait: fc.oneof(fc.constantFrom(0, 1_000, 90_000), fc.nat(40 * 3_600_000)),
      segments: fc.array(segment, { maxLength: 4 }),
      who: fc.constantFrom('person-1', 'person-2', 'stranger', null, 'system'),
      authorName: fc.option(hostileText),
      recalled: fc.boolean(),
      autoReply: fc.option(fc.constantFrom('sent' as const, 'uncertain' as const)),
      id: fc.stringMatching(/^[0-9a-f]{32}$/),
    }),
    { maxLength: 12 },
  )
  .map((given) => {
    // Shortly before clocks go back in Berlin.
    let at = Date.UTC(2026, 9, 24, 20)
    return given.map(({ wait, segments, who, authorName, recalled, autoReply, id }, index): ExportedMessage => {
      at += wait
      return {
        n: index + 1,
        id,
        at: new Date(at).toISOString(),
        direction: who === null ? 'out' : 'in',
        author: who === 'system' ? null : who,
        authorName: who === 'system' ? null : authorName,
        segments,
        text: segmentsToText(segments.map((one) => (one.type === 'unknown' ? { type: 'unknown', raw: null } : one))),
        mentionsMe: false,
        source: 'poll',
        ...(recalled ? { recalled: true as const } : {}),
        ...(autoReply !== null && who === null ? { autoReply: { ruleId: 'rule-1', state: autoReply } } : {}),
      }
    })
  })

/** What formats without control characters make of a text; line breaks as LF. */
export function plain(text: string): string {
  return withoutControls(text).replace(/\r\n?/g, '\n')
}

/** The same with line breaks as they are. */
export function withoutControls(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    if ([9, 10, 13].includes(code)) return character
    if (code < 32) return String.fromCodePoint(0x2400 + code)
    if (code === 127) return '␡'
    return code > 127 && code < 160 ? '\ufffd' : character
  }).join('')
}
