// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calendarCells, yearsOf } from '../../../../../entrypoints/workbench/statistics/calendar-cells.ts'
import { chartText } from '../../../../../entrypoints/workbench/statistics/chart-text.ts'
import { drawBars, drawCalendar, drawHours } from '../../../../../entrypoints/workbench/statistics/charts.ts'
import { legendCounts } from '../../../../../entrypoints/workbench/statistics/legend.ts'
import { toSvgText } from '../../../../../entrypoints/workbench/statistics/save-picture.ts'
import {
  account,
  chooseConversation,
  scope,
  scopeOf,
} from '../../../../../entrypoints/workbench/statistics/scope-store.ts'

const palette = {
  text: '#111111',
  muted: '#222222',
  line: '#eeeeee',
  surface: '#ffffff',
  accent: '#0b6bcb',
  accentGround: '#e8f2fd',
  mine: '#16703f',
}
const look = { palette, language: 'zh-CN', number: String, room: 800 }
const isOfNoLegend = (shape: Element) => shape.closest('.legend') === null
const fills = (picture: SVGSVGElement) =>
  [...picture.querySelectorAll('rect')]
    .filter(isOfNoLegend)
    .map((cell) => cell.getAttribute('fill') ?? cell.parentElement?.getAttribute('fill'))

describe('the calendar', () => {
  it('has every day of the year once, weeks beginning on Monday', () => {
    const cells = calendarCells(2024, new Map([['2024-02-29', 3]]))
    expect(cells).toHaveLength(366)
    expect(cells[0]).toEqual({ day: '2024-01-01', week: 0, weekday: 0, count: 0 })
    expect(cells.find(({ day }) => day === '2024-02-29')).toMatchObject({ weekday: 3, count: 3, week: 8 })
    expect(calendarCells(2023, new Map())[0]).toMatchObject({ day: '2023-01-01', week: 0, weekday: 6 })
    expect(calendarCells(2023, new Map()).at(-1)).toMatchObject({ day: '2023-12-31', week: 52, weekday: 6 })
  })

  it('knows the years in which anything was said', () => {
    expect(
      yearsOf(
        new Map([
          ['2020-01-01', 1],
          ['2026-05-05', 1],
          ['2020-07-01', 2],
        ]),
      ),
    ).toEqual([2026, 2020])
  })

  it('is drawn with a square a day, those with messages in colour', () => {
    const all = fills(drawCalendar(2026, new Map([['2026-11-23', 9]]), '条消息', look))
    expect(all).toHaveLength(366)
    expect(all.filter((fill) => fill !== palette.line)).toHaveLength(1)
  })
})

describe('the legend of a picture', () => {
  const legendOf = (picture: SVGSVGElement) => {
    const legend = picture.querySelector('.legend')
    return {
      colours: [...(legend?.querySelectorAll('rect') ?? [])].map((square) => square.getAttribute('fill')),
      words: [...(legend?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent),
    }
  }

  it('says in the colours of the squares how many messages they stand for, in the saved file too', () => {
    const days = new Map([
      ['2026-11-22', 1],
      ['2026-11-23', 100],
    ])
    const picture = drawCalendar(2026, days, '条消息', look)
    const { colours, words } = legendOf(picture)
    expect(words).toEqual(['0', '1', '11', '30', '60', '100', '条消息'])
    const [least, most] = fills(picture).filter((fill) => fill !== palette.line)
    expect([colours[0], colours[1], colours.at(-1)]).toEqual([palette.line, least, most])
    expect(new Set(colours).size).toBe(6)
    expect(toSvgText(picture, '日历', palette)).toContain('条消息')
  })

  it('of nothing has one square, of few messages one each', () => {
    expect(legendOf(drawCalendar(2026, new Map(), '条消息', look)).words).toEqual(['0', '条消息'])
    expect(legendCounts(2, String, 500)).toEqual([1, 2])
  })

  it('has fewer squares where large numbers leave no room', () => {
    expect(legendCounts(1_000_000, String, 700)).toHaveLength(5)
    expect(legendCounts(1_000_000, String, 320)).toHaveLength(3)
    expect(legendCounts(1_000_000, String, 1)).toEqual([1, 1_000_000])
  })
})

describe('other pictures', () => {
  it('have no words of the library in them', () => {
    expect(drawBars([{ label: '小李', value: 5 }], look).querySelector('[aria-label]')).toBeNull()
  })

  it('have a square an hour of the week', () => {
    const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
    expect(fills(drawHours(hours, '条消息', look))).toHaveLength(168)
    hours[2]![5] = 4
    expect(fills(drawHours(hours, '条消息', look))).toHaveLength(169)
  })

  it('show two people of one name as two bars, the own one in its colour', () => {
    const bars = [
      { label: '小李', value: 5 },
      { label: '小李', value: 3, isOwn: true },
    ]
    const picture = drawBars(bars, look)
    expect(fills(picture)).toEqual([palette.accent, palette.mine])
    expect([...picture.querySelectorAll('text')].filter(({ textContent }) => textContent === '小李')).toHaveLength(2)
  })

  it('are saved as files of their own, whatever people are called', () => {
    const name = chartText('<script>\u0000\u202e"&\ud800')
    const svg = toSvgText(drawBars([{ label: name, value: 1 }], look), '标题 & <b>', palette)
    expect(svg).toContain('标题 &amp; &lt;b&gt;')
    expect(svg).toContain('&lt;script&gt;')
    expect(svg).toContain(palette.surface)
    expect(svg).not.toMatch(/url\(|href|<script/u)
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml')
    expect(read.querySelector('parsererror')).toBeNull()
  })
})

describe('names in pictures', () => {
  it('are cut by characters, and hold nothing that would turn or break the picture', () => {
    expect(chartText('一二三四五六七八九十一二三四五')).toBe('一二三四五六七八九十一二三…')
    expect(Array.from(chartText('🙂'.repeat(20)))).toHaveLength(14)
    expect(chartText('a\u0000b\u202ec\ud800')).toBe('abc\ufffd')
  })
})

describe('what is counted', () => {
  const zone = process.env.TZ
  beforeAll(() => (process.env.TZ = 'Europe/Berlin'))
  afterAll(() => (process.env.TZ = zone))
  const chosen = { account: null, conversation: null, span: 'all' as const, firstDay: '', lastDay: '' }
  const today = Date.UTC(2026, 2, 31, 10)

  it('is everything, unless a time is chosen', () => {
    expect(scopeOf(chosen, today)).toEqual({ account: null, conversation: null })
    expect(scopeOf({ ...chosen, span: 'own' }, today)).toEqual({ account: null, conversation: null })
  })

  it('is whole days of this computer, today among them, also when the clock is changed in between', () => {
    const { from } = scopeOf({ ...chosen, span: '30' }, today)
    expect(new Date(from!).toString()).toContain('Mon Mar 02 2026 00:00:00')
    const own = scopeOf({ ...chosen, span: 'own', firstDay: '2026-03-29', lastDay: '2026-03-29' }, today)
    expect(own.to! - own.from!).toBe(23 * 3_600_000)
  })
})

describe('chooseConversation', () => {
  it('counts that one alone, of whatever account it is', () => {
    account.value = '1'
    chooseConversation('c1')
    expect(scope.value).toEqual({ account: null, conversation: 'c1' })
  })
})
