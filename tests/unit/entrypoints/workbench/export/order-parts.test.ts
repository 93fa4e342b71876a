import { describe, expect, it } from 'vitest'
import { isChosen, withTicks } from '../../../../../entrypoints/workbench/export/chosen-chats.ts'
import { every } from '../../../../../entrypoints/workbench/export/every.ts'
import { exampleName, zipName } from '../../../../../entrypoints/workbench/export/file-names.ts'
import { formProblems } from '../../../../../entrypoints/workbench/export/form-problems.ts'
import { orderRange } from '../../../../../entrypoints/workbench/export/run-options.ts'
import { dayIn, spanDays } from '../../../../../entrypoints/workbench/export/span-days.ts'
import { orderSchema } from '../../../../../entrypoints/workbench/export/order.ts'
import { HOUR } from '../../../../../lib/time.ts'
import { anOrder, aRun } from './a-run.ts'

const all = [
  { id: 'a', account: '1' },
  { id: 'b', account: '1' },
  { id: 'c', account: '2' },
]
const [a, b, c] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]]

describe('ticking chats', () => {
  it('keeps everything as everything, so that later chats belong to it', () => {
    const some = withTicks({ which: 'all', account: null }, all, [b], false)
    expect(some).toEqual({ which: 'some', ids: ['a', 'c'] })
    expect(withTicks(some, all, [b], true)).toEqual({ which: 'all', account: null })
  })

  it('keeps all of one account as that', () => {
    const none = withTicks({ which: 'all', account: null }, all, all, false)
    expect(none).toEqual({ which: 'some', ids: [] })
    expect(withTicks(none, all, [a, b], true)).toEqual({ which: 'all', account: '1' })
    // An account of one chat is that chat: nobody said they want those to come.
    expect(withTicks(none, all, [c], true)).toEqual({ which: 'some', ids: ['c'] })
    expect([a, b, c].filter(isChosen({ which: 'all', account: '1' }))).toEqual([a, b])
  })
})

describe('the days of an order', () => {
  it('move with the calendar of its zone', () => {
    // Already the 1st of January in Shanghai.
    const today = dayIn(Date.UTC(2026, 11, 31, 20), 'Asia/Shanghai')
    expect(today).toBe('2027-01-01')
    const days = (span: 'today' | 'week' | 'thirty-days' | 'month' | 'year' | 'all') =>
      spanDays({ span, firstDay: 'x', lastDay: 'x' }, today)
    expect(days('today')).toEqual({ firstDay: '2027-01-01', lastDay: '2027-01-01' })
    expect(days('week').firstDay).toBe('2026-12-26')
    expect(days('thirty-days').firstDay).toBe('2026-12-03')
    expect(days('month').firstDay).toBe('2027-01-01')
    expect(days('year').firstDay).toBe('2027-01-01')
    expect(days('all')).toEqual({ firstDay: null, lastDay: null })
  })

  it('are as long as the zone makes them', () => {
    const order = anOrder({ span: 'days', firstDay: '2026-03-29', lastDay: '2026-03-29', timeZone: 'Europe/Berlin' })
    const { from = 0, to = 0 } = orderRange(order, 0)
    expect(new Date(from).toISOString()).toBe('2026-03-28T23:00:00.000Z')
    expect(to - from).toBe(23 * HOUR)
  })
})

describe('the form', () => {
  it('says which part keeps it from starting', () => {
    expect(formProblems(anOrder(), 1)).toEqual([])
    expect(formProblems(anOrder({ formats: [], words: '"offen', nameTemplate: '{nobody}' }), 0)).toEqual([
      'chats',
      'formats',
      'filter',
      'files',
    ])
    const backwards = { firstDay: '2026-02-02', lastDay: '2026-02-01' }
    expect(formProblems(anOrder({ span: 'days', ...backwards }), 1)).toEqual(['filter'])
    expect(formProblems(anOrder({ span: 'week', ...backwards }), 1)).toEqual([])
  })

  it('takes nothing back from storage that is no order', () => {
    expect(orderSchema.safeParse(anOrder()).success).toBe(true)
    expect(orderSchema.safeParse(anOrder({ formats: [] })).success).toBe(false)
    expect(orderSchema.safeParse({ ...anOrder(), firstDay: '1/2/2026' }).success).toBe(false)
  })
})

describe('names of files', () => {
  it('name nobody in a redacted ZIP', () => {
    expect(zipName(aRun({ title: '强哥' }))).toBe('SmartQQ-强哥-2026-11-22.zip')
    expect(zipName(aRun({ title: '强哥', order: anOrder({ redact: true }) }))).toBe('SmartQQ-2026-11-22.zip')
  })

  it('show an example that is safe', () => {
    const chat = { title: '../强/哥', kind: 'friend', number: '12345', account: '1', extension: '.json' }
    const order = anOrder({ nameTemplate: '{kind}/{title} {number} {date}' })
    expect(exampleName(order, chat, Date.UTC(2026, 10, 22))).toBe('friend/_强_哥 12345 2026-11-22.json')
  })
})

describe('every', () => {
  it('says yes at once and then once in a while', () => {
    let now = 0
    const isTime = every(100, () => now)
    expect([0, 50, 99, 100, 150, 250].map((at) => ((now = at), isTime()))).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
    ])
  })
})
