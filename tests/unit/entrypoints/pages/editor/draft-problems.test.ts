import { describe, expect, it } from 'vitest'
import { problemsAt, problemsElsewhere } from '../../../../../entrypoints/pages/editor/draft-problems.ts'
import type { DraftProblem } from '../../../../../entrypoints/pages/editor/rule-draft.ts'

const problem = (field: DraftProblem['field'], at?: string): DraftProblem =>
  ({ field, code: 'not-a-rule', detail: '', ...(at === undefined ? {} : { at }) }) as DraftProblem

describe('problemsAt', () => {
  const all = [
    problem('texts', '0.0'),
    problem('pattern', '1.2'),
    problem('texts'),
    problem('texts', '1'),
    problem('hours'),
  ]

  it.each([
    ['0.0', [all[0], all[2]]],
    ['1.2', [all[1]]],
    // Of a whole group: at its first condition.
    ['1.0', [all[3]]],
    ['0.1', []],
  ])('gives those of the condition %s', (at, expected) => {
    expect(problemsAt(all, ['texts', 'pattern', 'content'], at)).toEqual(expected)
  })

  it('gives what names no place to the first one, and everything without a place', () => {
    expect(problemsAt(all, ['hours'], '0')).toEqual([all[4]])
    expect(problemsAt(all, ['hours'], '1')).toEqual([])
    expect(problemsAt(all, ['texts'])).toHaveLength(3)
  })
})

describe('problemsElsewhere', () => {
  it('are those the popup has no field for', () => {
    const all = (['name', 'kinds', 'people', 'texts', 'dates', 'follow-up', 'delay', 'tests', 'rule'] as const).map(
      (field) => problem(field),
    )
    expect(problemsElsewhere(all).map(({ field }) => field)).toEqual([
      'name',
      'people',
      'dates',
      'follow-up',
      'delay',
      'tests',
    ])
  })
})
