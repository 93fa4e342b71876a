import { describe, expect, it } from 'vitest'
import { ruleRuns } from '../../../../entrypoints/popup/rule-runs.ts'
import { aRule } from '../pages/a-rule.ts'

const work = { id: 'g1', name: '上班', enabled: true }

describe('ruleRuns', () => {
  it('cuts the rules wherever the group changes, and keeps their order', () => {
    const rules = [
      aRule({ id: 'a' }),
      aRule({ id: 'b', group: 'g1' }),
      aRule({ id: 'c', group: 'g1' }),
      aRule({ id: 'd', group: 'gone' }),
      aRule({ id: 'e' }),
      aRule({ id: 'f', group: 'g1' }),
    ]
    const runs = ruleRuns(rules, [work])
    expect(runs.map(({ group, from, rules: run }) => [group?.id ?? null, from, run.map(({ id }) => id)])).toEqual([
      [null, 0, ['a']],
      ['g1', 1, ['b', 'c']],
      [null, 3, ['d', 'e']],
      ['g1', 5, ['f']],
    ])
  })

  it('are none without rules', () => {
    expect(ruleRuns([], [work])).toEqual([])
  })
})
