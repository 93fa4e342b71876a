import { describe, expect, it } from 'vitest'
import { isBackwards, toWish } from '../../../../../entrypoints/workbench/lab/replay-form.ts'
import type { ReplayForm } from '../../../../../entrypoints/workbench/lab/replay-form.ts'
import { DAY } from '../../../../../lib/time.ts'

const FORM: ReplayForm = {
  span: 'all',
  from: '',
  to: '',
  conversations: ['c1'],
  rules: 'then',
  against: 'other-rules',
}
const NOW = new Date(2026, 8, 22, 15, 30).getTime()

describe('toWish', () => {
  it('has no bounds for the whole archive', () => {
    expect(toWish(FORM, '1', NOW)).toEqual({
      account: '1',
      conversations: ['c1'],
      rules: 'then',
      against: 'other-rules',
    })
  })

  it('counts days back from now, and begins today at midnight', () => {
    expect(toWish({ ...FORM, span: 'week' }, '1', NOW)).toMatchObject({ from: NOW - 7 * DAY })
    expect(toWish({ ...FORM, span: 'month' }, '1', NOW)).toMatchObject({ from: NOW - 30 * DAY })
    expect(toWish({ ...FORM, span: 'today' }, '1', NOW)).toMatchObject({ from: new Date(2026, 8, 22).getTime() })
  })

  it('takes the last chosen day whole', () => {
    const wish = toWish({ ...FORM, span: 'days', from: '2026-09-01', to: '2026-09-30' }, '1', NOW)
    expect([wish.from, wish.to]).toEqual([new Date(2026, 8, 1).getTime(), new Date(2026, 9, 1).getTime()])
  })

  it('leaves the side open where no day was chosen', () => {
    expect(toWish({ ...FORM, span: 'days', from: '', to: '2026-09-30' }, '1', NOW)).not.toHaveProperty('from')
    expect(toWish({ ...FORM, span: 'days', from: '2026-09-01', to: '' }, '1', NOW)).not.toHaveProperty('to')
  })
})

describe('isBackwards', () => {
  it.each([
    ['2026-09-02', '2026-09-01', true],
    ['2026-09-01', '2026-09-01', false],
    ['', '2026-09-01', false],
    ['2026-09-02', '', false],
  ])('from %s to %s: %s', (from, to, answer) => {
    expect(isBackwards({ ...FORM, span: 'days', from, to })).toBe(answer)
  })
})
