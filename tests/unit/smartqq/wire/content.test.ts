import { describe, expect, it } from 'vitest'
import { readContent, textToSegments, writeContent } from '../../../../lib/smartqq/wire/content.ts'

const font = ['font', { color: '000000', name: '微软雅黑', size: 10, style: [0, 0, 0] }]
const sentFont = ['font', { name: '宋体', size: 10, style: [0, 0, 0], color: '000000' }]

describe('readContent', () => {
  it('reads text and faces in order', () => {
    expect(readContent([font, '在吗 ', ['face', 14], 'hii '])).toEqual([
      { type: 'text', text: '在吗 ' },
      { type: 'face', code: 14, name: '微笑' },
      { type: 'text', text: 'hii ' },
    ])
  })

  it('joins a mention that arrives in pieces', () => {
    expect(readContent([font, '哼哼', '@时光1号', '', ' '])).toEqual([{ type: 'text', text: '哼哼@时光1号 ' }])
  })

  it('decodes entities once, after joining', () => {
    expect(readContent([font, '&l', 't;9&amp;lt;\u00a0&nbsp;&#39;&#92;&quot;&#x4e2d;&bogus; &'])).toEqual([
      { type: 'text', text: `<9&lt;  '\\"中&bogus; &` },
    ])
  })

  it('gives no name to code 0 and to codes nobody knows', () => {
    expect(readContent([font, ['face', 0], ['face', 999], ['face', '212']])).toEqual([
      { type: 'face', code: 0, name: null },
      { type: 'face', code: 999, name: null },
      { type: 'face', code: 212, name: '托腮' },
    ])
  })

  it.each([
    ['a stripped picture or long message', [font]],
    ['a magic face', ['']],
    ['an empty list', []],
    ['only control characters', [font, '\u0000\u0002']],
  ])('calls %s withheld', (_, content) => {
    expect(readContent(content)).toEqual([{ type: 'withheld' }])
  })

  it('shows all kinds of pictures as pictures', () => {
    const pictures = [
      ['cface', { name: '{GUID}.jpg', file_id: 1, key: 'k', server: '1.2.3.4:8000' }],
      ['cface', 'MD5.jpg', ''],
      ['offpic', { success: 1, file_path: '/uuid' }],
      ['pic_id', 'GUID'],
      ['image', 'jpg', 0],
    ]
    expect(readContent([font, ...pictures])).toEqual(pictures.map(() => ({ type: 'picture' })))
  })

  it('keeps parts of unknown form', () => {
    expect(readContent([font, ['rfile', 'x'], 7, null, ['face', 'x'], ['face', -1]])).toEqual([
      { type: 'unknown', raw: ['rfile', 'x'] },
      { type: 'unknown', raw: 7 },
      { type: 'unknown', raw: null },
      { type: 'unknown', raw: ['face', 'x'] },
      { type: 'unknown', raw: ['face', -1] },
    ])
    expect(readContent({ odd: true })).toEqual([{ type: 'unknown', raw: { odd: true } }])
  })

  it('leaves out what remains of a font that was cut wrongly', () => {
    const remains = '\u0000\n\u0000\u0000\u0000\u0000\u0002宋体\r'
    expect(readContent([font, ` ${remains}在吗`])).toEqual([{ type: 'text', text: '在吗' }])
    expect(readContent([font, `在吗${remains}`])).toEqual([{ type: 'text', text: '在吗' }])
    expect(readContent([font, ` ${remains}`])).toEqual([{ type: 'withheld' }])
    expect(readContent([font, '宋体\r'])).toEqual([{ type: 'text', text: '宋体\n' }])
  })

  it('takes any font, also one in quotes and with its size as a string', () => {
    const odd = ['font', { name: '"微软雅黑"', size: '10', style: '', color: null }]
    expect(readContent([odd, 'a', ['font'], 'b'])).toEqual([{ type: 'text', text: 'ab' }])
  })

  it('reads content that is a mere string', () => {
    expect(readContent('a&amp;b')).toEqual([{ type: 'text', text: 'a&b' }])
    expect(readContent('')).toEqual([{ type: 'withheld' }])
  })

  it('reads long texts and many parts at once', () => {
    const long = '&lt;字\u00a0'.repeat(25_000)
    expect(readContent([font, long])).toEqual([{ type: 'text', text: '<字 '.repeat(25_000) }])
    expect(readContent([font, ...Array.from({ length: 100_000 }, () => '&')])).toEqual([
      { type: 'text', text: '&'.repeat(100_000) },
    ])
    expect(readContent([font, '[&'.repeat(50_000)])).toHaveLength(1)
  })

  it('makes all line ends one', () => {
    expect(readContent([font, 'a\r\nb\rc\nd'])).toEqual([{ type: 'text', text: 'a\nb\nc\nd' }])
  })

  it('keeps emoji', () => {
    expect(readContent([font, '好😀'])).toEqual([{ type: 'text', text: '好😀' }])
  })
})

describe('writeContent', () => {
  // What the page sends for the same text (script of 20161220).
  it.each([
    ['hi', ['hi']],
    ['[微笑]', [['face', 14], ' ']],
    ['a[微笑][撇嘴]b', ['a', ['face', 14], ' ', ['face', 1], ' b']],
    ['line1\nline2', ['line1\nline2']],
    ['[nosuch]x', ['[nosuch]x']],
    ['[K歌][doge]', [['face', 140], ' [doge]']],
    ['[惊讶]', [['face', 0], ' ']],
    ['', ['']],
  ])('writes %j', (text, parts) => {
    expect(JSON.parse(writeContent(text))).toEqual([...parts, sentFont])
  })

  it('survives quotes, backslashes and astral characters inside the second JSON', () => {
    const text = `"q" \\ 😀 <b> '`
    const r = JSON.stringify({ content: writeContent(text) })
    expect(JSON.parse(JSON.parse(r).content)[0]).toBe(text)
  })
})

describe('textToSegments', () => {
  it('makes segments of sendable faces only', () => {
    expect(textToSegments('好[微笑][doge]!')).toEqual([
      { type: 'text', text: '好' },
      { type: 'face', code: 14, name: '微笑' },
      { type: 'text', text: '[doge]!' },
    ])
    expect(textToSegments('')).toEqual([])
  })
})
