import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dropRule,
  flatten,
  outline,
  stepGroup,
  stepRule,
} from '../../../../../entrypoints/workbench/rules/rule-outline.ts'
import type { Entry } from '../../../../../entrypoints/workbench/rules/rule-outline.ts'
import { aRule } from './a-full-rule.ts'

const group = (id: string) => ({ id, name: id, enabled: true })
/** `a [x: b c] d` as an outline; `[y: ]` is an empty group. */
function read(text: string): Entry[] {
  return [...text.matchAll(/\[(\w+):([^\]]*)\]|(\w+)/gu)].map(([, id, rules, rule]): Entry => {
    if (rule !== undefined) return { kind: 'rule', id: rule }
    return { kind: 'group', id: id!, rules: rules!.split(' ').filter(Boolean) }
  })
}
function write(entries: readonly Entry[] | null): string | null {
  return (
    entries?.map((entry) => (entry.kind === 'rule' ? entry.id : `[${entry.id}: ${entry.rules.join(' ')}]`)).join(' ') ??
    null
  )
}
const NONE: ReadonlySet<string> = new Set()

describe('outline', () => {
  it('puts a group where its first rule is, with all of its rules, and empty groups last', () => {
    const rules = [
      aRule('a'),
      aRule('b', { group: 'x' }),
      aRule('c'),
      aRule('d', { group: 'x' }),
      aRule('e', { group: 'gone' }),
    ]
    expect(write(outline(rules, [group('empty'), group('x')]))).toBe('a [x: b d] c e [empty: ]')
  })

  it('gives back the order and the groups that it was made of', () => {
    const { order, groupOf } = flatten(read('a [x: b d] c [y: ]'))
    expect(order).toEqual(['a', 'b', 'd', 'c'])
    expect([...groupOf]).toEqual([
      ['a', null],
      ['b', 'x'],
      ['d', 'x'],
      ['c', null],
    ])
  })
})

describe('stepRule', () => {
  it.each([
    ['a b c', 'a', 1, 'b a c'],
    ['a b c', 'c', -1, 'a c b'],
    ['a [x: b c] d', 'a', 1, '[x: a b c] d'],
    ['a [x: b c] d', 'd', -1, 'a [x: b c d]'],
    ['a [x: b c] d', 'b', 1, 'a [x: c b] d'],
    ['a [x: b c] d', 'b', -1, 'a b [x: c] d'],
    ['a [x: b c] d', 'c', 1, 'a [x: b] c d'],
    ['[x: b]', 'b', -1, 'b [x: ]'],
    ['a [x: ]', 'a', 1, '[x: a]'],
    ['a b', 'a', -1, null],
    ['a b', 'b', 1, null],
    ['a b', 'gone', 1, null],
  ] as const)('in %s moves %s by %i: %s', (before, id, step, after) => {
    expect(write(stepRule(read(before), id, step, NONE))).toBe(after)
  })

  it('passes a folded group in one step, up and down', () => {
    const folded = new Set(['x'])
    expect(write(stepRule(read('a [x: b c] d'), 'a', 1, folded))).toBe('[x: b c] a d')
    expect(write(stepRule(read('a [x: b c] d'), 'd', -1, folded))).toBe('a d [x: b c]')
  })

  it('comes back where it was when it is taken back, and loses no rule', () => {
    const entries = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }))
      .map(([rules, groups]) => [
        ...Array.from({ length: rules }, (_, place): Entry => ({ kind: 'rule', id: `r${place}` })),
        ...groups.map((size, place): Entry => ({
          kind: 'group',
          id: `g${place}`,
          rules: Array.from({ length: size }, (_, member) => `g${place}r${member}`),
        })),
      ])
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    fc.assert(
      fc.property(entries, fc.nat(), fc.constantFrom(1 as const, -1 as const), (before, pick, step) => {
        const { order } = flatten(before)
        const id = order[pick % order.length]!
        const after = stepRule(before, id, step, NONE)
        if (after === null) return
        expect([...flatten(after).order].sort()).toEqual([...order].sort())
        const back = step === 1 ? -1 : 1
        expect(stepRule(after, id, back, NONE)).toEqual(before)
      }),
    )
  })
})

describe('dropRule', () => {
  it.each([
    ['a b c', 'a', { at: 'after', rule: 'c' }, 'b c a'],
    ['a b c', 'c', { at: 'before', rule: 'a' }, 'c a b'],
    ['a [x: b c] d', 'd', { at: 'before', rule: 'c' }, 'a [x: b d c]'],
    ['a [x: b c] d', 'b', { at: 'after', rule: 'd' }, 'a [x: c] d b'],
    ['a [x: b c] d', 'd', { at: 'into', group: 'x' }, 'a [x: d b c]'],
    ['a [x: b c] d', 'c', { at: 'into', group: 'x' }, 'a [x: c b] d'],
    ['a b', 'a', { at: 'before', rule: 'a' }, 'a b'],
    ['a b', 'a', { at: 'before', rule: 'gone' }, 'a b'],
    ['a b', 'a', { at: 'into', group: 'gone' }, 'a b'],
  ] as const)('in %s drops %s: %o', (before, id, drop, after) => {
    expect(write(dropRule(read(before), id, drop))).toBe(after)
  })
})

describe('stepGroup', () => {
  it.each([
    ['a [x: b] c', 'x', -1, '[x: b] a c'],
    ['a [x: b] c', 'x', 1, 'a c [x: b]'],
    ['[x: b] [y: c]', 'y', -1, '[y: c] [x: b]'],
    ['[x: b] a', 'x', -1, null],
    ['a [x: b] [y: ]', 'x', 1, null],
    ['a [x: ]', 'x', -1, null],
    ['a', 'gone', 1, null],
  ] as const)('in %s moves %s by %i: %s', (before, id, step, after) => {
    expect(write(stepGroup(read(before), id, step))).toBe(after)
  })
})
