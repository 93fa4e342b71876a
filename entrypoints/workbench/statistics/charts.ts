import { axisX, axisY, barX, cell, plot, text } from '@observablehq/plot'
import type { Plot, PlotOptions, ScaleOptions } from '@observablehq/plot'
import { calendarCells } from './calendar-cells.ts'
import { addLegend, LEGEND_HEIGHT, legendCounts } from './legend.ts'
import type { Palette } from './palette.ts'

/** What a picture needs beside its numbers: colours, and words in the user's language. */
export interface Look {
  palette: Palette
  /** Of the page. */
  language: string
  number: (value: number) => string
  /** What the page has room for, px. */
  room: number
}

/** Squares need their room, px: a narrow page scrolls the calendar. */
const CALENDAR = { width: 800, height: 132 + LEGEND_HEIGHT }
/** Others are as wide as the page, within these bounds, px. */
const HOURS = { least: 480, most: 800, height: 224 + LEGEND_HEIGHT }
const BARS = { least: 240, most: 720 }
const BAR_HEIGHT = 22

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif'

/** How much was said on each day of a year: a square a day, a column a week. `unit`: what the numbers of the legend are. */
export function drawCalendar(year: number, days: ReadonlyMap<string, number>, unit: string, look: Look): SVGSVGElement {
  const { palette, number } = look
  const cells = calendarCells(year, days)
  const months = monthStarts(year, look.language)
  const options: PlotOptions = {
    ...CALENDAR,
    ...frame(look),
    marginLeft: 36,
    marginTop: 20,
    marginBottom: 4 + LEGEND_HEIGHT,
    padding: 0.12,
    x: { axis: null, domain: Array.from({ length: 54 }, (_, week) => week) },
    y: { axis: null, domain: [0, 1, 2, 3, 4, 5, 6] },
    color: shading(cells, palette),
    marks: [
      cell(cells, { x: 'week', y: 'weekday', fill: palette.line, rx: 2 }),
      cell(cells.filter(hasAny), {
        x: 'week',
        y: 'weekday',
        fill: 'count',
        rx: 2,
        title: (found: (typeof cells)[number]) => `${found.day}  ${number(found.count)}`,
      }),
      text(months, { x: 'week', frameAnchor: 'top', dy: -14, text: 'name', textAnchor: 'start', fill: palette.muted }),
      axisY({ ticks: [0, 2, 4, 6], tickSize: 0, label: null, tickFormat: weekdayName(look.language) }),
    ],
  }
  return shaded(options, cells, unit, look)
}

/** When in the week it is said: a row a weekday, a column an hour. `unit`: what the numbers of the legend are. */
export function drawHours(hours: readonly (readonly number[])[], unit: string, look: Look): SVGSVGElement {
  const { palette, number } = look
  const cells = hours.flatMap((row, weekday) => row.map((count, hour) => ({ weekday, hour, count })))
  const name = weekdayName(look.language)
  const options: PlotOptions = {
    width: within(HOURS, look.room),
    height: HOURS.height,
    ...frame(look),
    marginLeft: 44,
    marginTop: 8,
    marginBottom: 24 + LEGEND_HEIGHT,
    padding: 0.06,
    x: { axis: null, domain: Array.from({ length: 24 }, (_, hour) => hour) },
    y: { axis: null, domain: [0, 1, 2, 3, 4, 5, 6] },
    color: shading(cells, palette),
    marks: [
      cell(cells, { x: 'hour', y: 'weekday', fill: palette.line, rx: 2 }),
      cell(cells.filter(hasAny), {
        x: 'hour',
        y: 'weekday',
        fill: 'count',
        rx: 2,
        title: (found: (typeof cells)[number]) => `${name(found.weekday)} ${found.hour}:00  ${number(found.count)}`,
      }),
      axisX({
        tickSize: 0,
        label: null,
        ticks: [0, 3, 6, 9, 12, 15, 18, 21, 23],
        tickFormat: (hour: number) => `${hour}`,
      }),
      axisY({ tickSize: 0, label: null, tickFormat: name }),
    ],
  }
  return shaded(options, cells, unit, look)
}

/** A bar of a list: its label, its value, and whether it is the user's own. */
export interface Bar {
  label: string
  value: number
  isOwn?: boolean
}

/** Bars, the longest as the caller gives them, with their numbers behind. */
export function drawBars(bars: readonly Bar[], look: Look): SVGSVGElement {
  const { palette, number } = look
  // By place, not by label: two people of one name are two bars.
  const width = within(BARS, look.room)
  const rows = bars.map((bar, place) => ({ ...bar, place }))
  return drawn({
    width,
    height: Math.max(1, bars.length) * BAR_HEIGHT + 8,
    ...frame(look),
    marginLeft: Math.min(148, Math.round(width * 0.38)),
    marginRight: 64,
    marginTop: 4,
    marginBottom: 4,
    x: { axis: null, domain: [0, Math.max(1, ...bars.map(({ value }) => value))] },
    y: { axis: null, domain: rows.map(({ place }) => place), padding: 0.25 },
    marks: [
      barX(rows, {
        x: 'value',
        y: 'place',
        rx: 2,
        fill: (row: (typeof rows)[number]) => (row.isOwn ? palette.mine : palette.accent),
        title: (row: (typeof rows)[number]) => `${row.label}  ${number(row.value)}`,
      }),
      text(rows, {
        x: 'value',
        y: 'place',
        text: (row: (typeof rows)[number]) => number(row.value),
        textAnchor: 'start',
        dx: 6,
      }),
      axisY({ tickSize: 0, label: null, tickFormat: (place: number) => rows[place]?.label ?? '' }),
    ],
  })
}

function within({ least, most }: { least: number; most: number }, room: number): number {
  return Math.min(most, Math.max(least, Math.floor(room)))
}

function hasAny({ count }: { count: number }): boolean {
  return count > 0
}

function frame({ palette }: Look): PlotOptions {
  return {
    style: { fontFamily: FONT, fontSize: '12px', color: palette.text, background: 'transparent', overflow: 'visible' },
  }
}

interface Counted {
  count: number
}

/** From little to much. Nothing has a colour of its own. */
function shading(cells: readonly Counted[], { accentGround, accent }: Palette): ScaleOptions {
  const range = [mixed(accentGround, accent, 0.25), accent]
  return { type: 'sqrt', domain: [1, Math.max(2, mostOf(cells))], range, interpolate: 'lab' }
}

function mostOf(cells: readonly Counted[]): number {
  return cells.reduce((most, { count }) => Math.max(most, count), 0)
}

/** A picture whose colours are counts, with what they stand for at its foot. */
function shaded(options: PlotOptions, cells: readonly Counted[], unit: string, look: Look): SVGSVGElement {
  const { palette, number } = look
  const picture = drawn(options)
  const scale = picture.scale('color')
  const most = mostOf(cells)
  const left = options.marginLeft ?? 0
  const room = (options.width ?? 0) - left
  const steps = (most === 0 ? [] : legendCounts(most, number, room)).map((count) => ({
    colour: String(scale?.apply(count)),
    label: number(count),
  }))
  const nothing = { colour: palette.line, label: number(0) }
  addLegend(picture, left, [nothing, ...steps], unit, palette)
  return picture
}

/** Two `#rrggbb` colours, so much of the second. */
function mixed(a: string, b: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [from, to] = [a, b].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16))
    return Math.round((from ?? 0) + share * ((to ?? 0) - (from ?? 0)))
  })
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

function drawn(options: PlotOptions): SVGSVGElement & Plot {
  const made = plot(options)
  if (!(made instanceof SVGSVGElement)) throw new Error('A picture without a legend is drawn as SVG')
  // The library names its groups (`cell`, `bar`) in English: the picture has one name, from the page.
  for (const part of made.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  return made
}

function weekdayName(language: string): (weekday: number) => string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  // 2024-01-01 was a Monday.
  return (weekday) => format.format(Date.UTC(2024, 0, 1 + weekday))
}

function monthStarts(year: number, language: string): { week: number; name: string }[] {
  const format = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' })
  const firsts = calendarCells(year, new Map()).filter(({ day }) => day.endsWith('-01'))
  return firsts.map(({ week, weekday }, month) => ({
    // The column in which the month's first whole week begins.
    week: weekday === 0 ? week : week + 1,
    name: format.format(Date.UTC(2024, month, 1)),
  }))
}
