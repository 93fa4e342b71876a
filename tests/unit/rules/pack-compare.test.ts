import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePack, differencesOf } from '../../../lib/rules/pack-compare.ts'
import type { KnownContact } from '../../../lib/rules/pack-compare.ts'
import type { PackPerson } from '../../../lib/rules/pack.ts'
import type { Rule, RuleGroup } from '../../../lib/rules/rule.ts'
import { rule } from './examples.ts'
import { anyRule } from './lab/arbitrary.ts'

const HONG: PackPerson = { id: 'there-1', kind: 'person', name: '小红', number: '12345' }
const here = (changes: Partial<KnownContact> = {}): KnownContact => ({
  id: 'here-1',
  kind: 'person',
  number: null,
  names: [],
  ...changes,
})

function compare(
  rules: Rule[],
  current: Rule[] = [],
  people: PackPerson[] = [],
  contacts: KnownContact[] = [],
  groups: { there?: RuleGroup[]; here?: RuleGroup[] } = {},
) {
  const pack = { rules, groups: groups.there ?? [], people }
  return comparePack({ rules: current, groups: groups.here ?? [] }, pack, contacts)
}

describe('a rule of a pack', () => {
  it('is added where nothing is like it', () => {
    expect(compare([rule()]).entries).toEqual([
      { kind: 'added', rule: rule(), before: null, differences: [], missing: [], isSwitchedOff: false },
    ])
  })

  it('is the same when it is here already, whatever the order of its fields', () => {
    const { who, ...other } = rule()
    expect(compare([{ ...other, who }], [rule()]).entries).toMatchObject([{ kind: 'same', differences: [] }])
  })

  it('replaces the one with its id, and says in what it differs', () => {
    const mine = rule({ name: '旧', reply: '好' })
    const [entry] = compare([rule({ name: '新', reply: '不好', cooldownMs: 1 })], [mine]).entries
    expect(entry).toMatchObject({
      kind: 'replaced',
      before: mine,
      differences: [
        { field: 'name', before: '旧', after: '新' },
        { field: 'reply.texts', before: [{ text: '好' }], after: [{ text: '不好' }] },
        { field: 'cooldownMs', before: 0, after: 1 },
      ],
    })
  })

  it('is in conflict with another one of its name', () => {
    const mine = rule({ id: 'mine', name: '问候' })
    expect(compare([rule({ name: '问候' })], [mine]).entries).toMatchObject([{ kind: 'conflict', before: mine }])
    expect(compare([rule({ name: '' })], [rule({ id: 'mine' })]).entries).toMatchObject([{ kind: 'added' }])
  })

  it('differs in nothing from itself, and the other way round in the same fields', () => {
    fc.assert(
      fc.property(anyRule, anyRule, (a, b) => {
        expect(differencesOf(a, a)).toEqual([])
        const there = differencesOf(a, b)
        expect(differencesOf(b, a)).toEqual(
          there.map(({ field, before, after }) => ({ field, before: after, after: before })),
        )
      }),
      { numRuns: 50 },
    )
  })
})

describe('whom a rule of a pack names', () => {
  const named = rule({ who: { kinds: ['friend'], contacts: ['there-1'] } })

  it.each<[string, KnownContact[], string]>([
    ['by id, where it was written here', [here({ id: 'there-1' })], 'there-1'],
    ['by number', [here({ number: '12345', names: ['别人'] })], 'here-1'],
    ['by number before name', [here({ number: '12345' }), here({ id: 'here-2', names: ['小红'] })], 'here-1'],
    ['by a name that only one has', [here({ names: ['小红'] }), here({ id: 'here-2', names: ['小明'] })], 'here-1'],
    ['by a name that one has twice', [here({ names: ['小红', '小红'] })], 'here-1'],
  ])('is found %s', (_, contacts, id) => {
    const [entry] = compare([named], [], [HONG], contacts).entries
    expect(entry).toMatchObject({ missing: [], isSwitchedOff: false, rule: { enabled: true, who: { contacts: [id] } } })
  })

  it.each<[string, KnownContact[]]>([
    ['nobody is like them', []],
    ['two have the name', [here({ names: ['小红'] }), here({ id: 'here-2', names: ['小红'] })]],
    ['it is a group that has the name', [here({ kind: 'group', names: ['小红'] })]],
    ['it is a group that has the id', [here({ id: 'there-1', kind: 'group' })]],
  ])('is missing where %s, and the rule comes in switched off, for nobody else', (_, contacts) => {
    const [entry] = compare([named], [], [HONG], contacts).entries
    expect(entry).toMatchObject({
      missing: [HONG],
      isSwitchedOff: true,
      rule: { enabled: false, who: { contacts: ['there-1'] } },
    })
  })

  it('is missing when the pack says nothing about them, unless they are here by id', () => {
    const [entry] = compare([named]).entries
    expect(entry).toMatchObject({ missing: [{ id: 'there-1', name: null, number: null }], isSwitchedOff: true })
    expect(compare([named], [], [], [here({ id: 'there-1' })]).entries[0]).toMatchObject({ missing: [] })
  })

  it('counts exceptions and authors too', () => {
    const rules = [rule({ who: { except: ['there-1'] } }), rule({ id: 'r2', who: { authors: ['there-1'] } })]
    const found = compare(rules, [], [HONG], [here({ number: '12345' })]).entries.map((entry) => entry.rule.who)
    expect([found[0]?.except, found[1]?.authors]).toEqual([['here-1'], ['here-1']])
    expect(compare(rules, [], [HONG]).entries.map((entry) => entry.isSwitchedOff)).toEqual([true, true])
  })

  it('does not switch off what was off, and leaves nobody twice', () => {
    const off = { ...named, enabled: false }
    expect(compare([off], [], [HONG]).entries[0]).toMatchObject({ isSwitchedOff: false, rule: { enabled: false } })
    const twice = rule({ who: { contacts: ['there-1', 'there-2'] } })
    const people = [HONG, { ...HONG, id: 'there-2' }]
    expect(compare([twice], [], people, [here({ number: '12345' })]).entries[0]?.rule.who.contacts).toEqual(['here-1'])
  })

  it('never makes a rule for some one for everybody', () => {
    fc.assert(
      fc.property(anyRule, (some) => {
        const [entry] = compare([some]).entries
        expect(entry!.rule.who.contacts.length > 0).toBe(some.who.contacts.length > 0)
        expect(entry!.rule.who.authors.length > 0).toBe(some.who.authors.length > 0)
        expect(entry!.rule.who.except.length).toBe(some.who.except.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('groups of a pack', () => {
  it('are added, replaced, or left as they are', () => {
    const there: RuleGroup[] = ['a', 'b', 'c'].map((id) => ({ id, name: id, enabled: true }))
    const mine: RuleGroup[] = [
      { enabled: true, id: 'a', name: 'a' },
      { id: 'b', name: 'other', enabled: true },
    ]
    expect(compare([rule()], [], [], [], { there, here: mine }).groups).toEqual([
      { kind: 'replaced', group: there[1] },
      { kind: 'added', group: there[2] },
    ])
  })
})
