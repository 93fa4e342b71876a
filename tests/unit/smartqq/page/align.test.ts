// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import type { PageMark } from '../../../../lib/ports.ts'
import { alignMarks } from '../../../../lib/smartqq/page/align.ts'
import { readShownMessages } from '../../../../lib/smartqq/page/shown-messages.ts'
import { messageHtml, show, timeHtml } from './page-html.ts'

const NOON = new Date(2026, 10, 23, 12, 0).getTime()
const MINUTE = 60_000
const NOW = NOON + 30 * MINUTE

const mark = (text: string, at: number, rest: Partial<PageMark> = {}): PageMark => ({
  key: `${text}@${at}`,
  text,
  at,
  author: 7,
  isOwn: false,
  mark: null,
  ...rest,
})

function aligned(html: string[], marks: PageMark[], now = NOW) {
  show(`<div id="body">${html.join('')}</div>`)
  return alignMarks(readShownMessages(document.getElementById('body')!), marks, now)
}

const says = (text: string, author?: number) => messageHtml(author === undefined ? { text } : { text, author })

describe('messages of the page and of the archive', () => {
  it('are the same when their texts are', () => {
    expect(
      aligned(
        [timeHtml('12:00'), says('a'), says('b'), says('c')],
        [mark('a', NOON), mark('b', NOON), mark('c', NOON)],
      ),
    ).toEqual([0, 1, 2])
  })

  it('are compared without how the page draws faces, pictures, blanks and lines', () => {
    const html = [
      says('好<img class="EQQ_faceImg" src="14.gif">的'),
      says('<img rdata="offpic" title="自定义表情图片">'),
      says('[自定义表情]!'),
      says('1<br/>2<br>3'),
      says(' a &nbsp; b '),
      says('&lt;b&gt; &amp;amp; [nosuch]'),
    ]
    const marks = [
      mark('好[微笑]的', NOON),
      mark('[图片]', NOON),
      mark('[图片]!', NOON),
      mark('1\n2\r\n3', NOON),
      mark('a b', NOON),
      mark('<b> & [nosuch]', NOON),
    ]
    expect(aligned(html, marks)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('are told apart by their side', () => {
    const html = [messageHtml({ text: 'a', side: 'self' }), says('a')]
    expect(aligned(html, [mark('a', NOON), mark('a', NOON, { isOwn: true, author: null })])).toEqual([1, 0])
  })

  it('are told apart by their author, as far as the page says it', () => {
    const marks = [mark('a', NOON, { author: 7 }), mark('a', NOON, { author: 8 })]
    expect(aligned([timeHtml('12:00'), says('a', 8)], marks)).toEqual([1])
    expect(aligned([timeHtml('12:00'), says('a')], marks)).toEqual([null])
    expect(aligned([timeHtml('12:00'), says('a', 9)], marks)).toEqual([null])
  })

  it('are in order when as many are equal on both sides', () => {
    const marks = [mark('a', NOON), mark('a', NOON + 1000), mark('a', NOON + 2000)]
    expect(aligned([timeHtml('12:00'), says('a'), says('a'), says('a')], marks)).toEqual([0, 1, 2])
  })

  it('are told apart by the minute on the page', () => {
    const marks = [mark('在吗', NOON - 60 * MINUTE), mark('在吗', NOON + 20_000)]
    expect(aligned([timeHtml('12:00'), says('在吗')], marks)).toEqual([1])
    expect(aligned([timeHtml('11:00'), says('在吗')], marks)).toEqual([0])
    expect(aligned([timeHtml('11:30'), says('在吗')], marks)).toEqual([null])
  })

  it('are told apart by the minute above a message before them', () => {
    const marks = [mark('在吗', NOON - 60 * MINUTE), mark('b', NOON), mark('在吗', NOON + MINUTE)]
    expect(aligned([timeHtml('12:00'), says('b'), says('在吗')], marks)).toEqual([1, 2])
  })

  it('are told apart by the time of a neighbour that is known', () => {
    const marks = [mark('嗯', NOON - 60 * MINUTE), mark('b', NOON), mark('嗯', NOON + MINUTE)]
    expect(aligned([says('b'), says('嗯')], marks)).toEqual([1, 2])
  })

  it('are of an earlier day when the page says so, or by their order', () => {
    const yesterday = NOON - 24 * 60 * MINUTE
    const marks = [mark('a', yesterday), mark('b', yesterday + 600 * MINUTE), mark('a', NOON)]
    expect(aligned([timeHtml('2026-11-22 12:00'), says('a')], marks)).toEqual([0])
    expect(
      aligned([timeHtml('12:00'), says('a'), timeHtml('22:00'), says('b'), timeHtml('12:00'), says('a')], marks),
    ).toEqual([0, 1, 2])
  })

  it('that the page has dropped leave no trace', () => {
    const marks = [mark('a', NOON), mark('x', NOON + 1, { author: 99 }), mark('b', NOON + 2)]
    expect(aligned([timeHtml('12:00'), says('a'), says('b')], marks)).toEqual([0, 2])
  })

  it('that could be either of two are left alone', () => {
    const marks = [mark('a', NOON), mark('a', NOON + 1000)]
    expect(aligned([timeHtml('12:00'), says('a')], marks)).toEqual([null])
    expect(aligned([timeHtml('12:00'), says('a'), says('a')], marks.slice(0, 1))).toEqual([null, null])
  })

  it('are found in a reply that the page has turned about', () => {
    const marks = [mark('a', NOON), mark('b', NOON + 1000), mark('c', NOON + 2000)]
    expect(aligned([timeHtml('12:00'), says('c'), says('b'), says('a')], marks)).toEqual([2, 1, 0])
  })

  it('are found in what was kept while nobody was there, hours of it in one reply', () => {
    const marks = [mark('在吗', NOON - 90 * MINUTE), mark('人呢', NOON - 40 * MINUTE), mark('喂', NOON)]
    const html = [timeHtml('12:00'), says('喂'), timeHtml('11:20'), says('人呢'), timeHtml('10:30'), says('在吗')]
    expect(aligned(html, marks)).toEqual([2, 1, 0])
  })

  it('that are older than what we know are left alone', () => {
    expect(aligned([timeHtml('11:00'), says('a'), timeHtml('12:00'), says('b')], [mark('b', NOON)])).toEqual([null, 0])
  })

  it('are not notices of the page', () => {
    expect(aligned([messageHtml({ text: 'a', system: true })], [mark('a', NOON)])).toEqual([null])
  })

  it('are found among thousands in little time', () => {
    const marks = Array.from({ length: 400 }, (_, index) =>
      mark(index % 3 === 0 ? 'ok' : `text ${index}`, NOON + index),
    )
    const older = Array.from({ length: 3_000 }, (_, index) => says(`older ${index}`))
    show(`<div id="body">${[...older, ...marks.map(({ text }) => says(text))].join('')}</div>`)
    const shown = readShownMessages(document.getElementById('body')!)
    const start = performance.now()
    const found = alignMarks(shown, marks, NOW)
    expect(performance.now() - start).toBeLessThan(200)
    expect(found).toEqual(marks.map((_, index) => index))
  })
})
