import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BLANK } from '../../../../../entrypoints/pages/editor/blank-rule.ts'
import { toFields, toRule } from '../../../../../entrypoints/pages/editor/draft-fields.ts'
import { resumedFields } from '../../../../../entrypoints/pages/editor/resumed-fields.ts'
import { createDraft } from '../../../../../entrypoints/pages/editor/rule-draft.ts'
import type { Condition, Rule } from '../../../../../lib/rules/rule.ts'
import { CONTENT_KINDS, TEXT_MATCHES } from '../../../../../lib/rules/rule.ts'
import { HOUR, MINUTE } from '../../../../../lib/time.ts'
import { aRule, has, pattern } from '../a-rule.ts'

/** A rule with something in every field. */
const whole = aRule({
  name: '值班',
  group: 'g1',
  who: {
    kinds: ['friend', 'group'],
    contacts: ['c1'],
    except: ['c2'],
    categories: ['同事'],
    authors: ['c3'],
    roles: ['owner'],
  },
  what: {
    join: 'any',
    groups: [
      { join: 'all', conditions: [has('在吗', ' 有空 '), { on: 'content', kinds: ['picture'], not: true }] },
      { join: 'any', conditions: [pattern('^订单\\s*(\\d+)'), { on: 'text', match: 'ends', texts: ['?'], not: true }] },
    ],
  },
  when: {
    hours: [{ on: 'workdays', from: 22 * 60, to: 8 * 60 }],
    dates: { from: '2026-01-01', to: null },
    first: 'after-silence',
    silenceDays: 3,
    onlyWhenAway: true,
  },
  reply: {
    texts: [
      { text: '{capture:1} 收到', weight: 2 },
      { text: '好', weight: 1 },
    ],
    choose: 'weighted',
    delay: { fromMs: 1_000, toMs: 2_000 },
    mode: 'draft',
    followUp: { choices: [{ texts: ['1'], reply: '一', again: true }], waitMs: MINUTE, otherwise: '？' },
  },
  cooldownMs: 2 * HOUR,
  goOn: true,
  tests: [
    {
      given: { text: '在吗', kind: 'friend', mentioned: false, content: [], at: null },
      expect: { kind: 'silence', why: 'draft' },
    },
  ],
})

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constant('text' as const),
    match: fc.constantFrom(...TEXT_MATCHES),
    texts: fc.uniqueArray(fc.string(), { maxLength: 4 }),
    not: fc.boolean(),
  }),
  fc.record({ on: fc.constant('pattern' as const), pattern: fc.constantFrom('', 'a+', '[在'), not: fc.boolean() }),
  fc.record({
    on: fc.constant('content' as const),
    kinds: fc.uniqueArray(fc.constantFrom(...CONTENT_KINDS)),
    not: fc.boolean(),
  }),
)
const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    join: fc.constantFrom('all' as const, 'any' as const),
    groups: fc.array(
      fc.record({ join: fc.constantFrom('all' as const, 'any' as const), conditions: fc.array(condition) }),
    ),
    contacts: fc.uniqueArray(fc.string({ minLength: 1 })),
    choices: fc.array(fc.record({ texts: fc.uniqueArray(fc.string()), reply: fc.string(), again: fc.boolean() })),
  })
  .map(({ join, groups, contacts, choices }) =>
    aRule({
      who: { contacts },
      what: { join, groups },
      reply: { followUp: { choices, waitMs: MINUTE, otherwise: null } },
    }),
  )

describe('createDraft', () => {
  it('gives a rule with everything in it back as it was', () => {
    const draft = createDraft(whole, 0)
    expect(draft.rule.value).toEqual(whole)
    expect(draft.problems.value).toEqual([])
    expect(draft.isChanged.value).toBe(false)
  })

  it('takes any rule apart and puts it together again without loss', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(toRule(toFields(rule))).toEqual(rule)
      }),
    )
  })

  it('starts a new rule under the new id, with everything missing named', () => {
    const draft = createDraft({ id: 'new', ...BLANK }, 0)
    expect(draft.rule.value).toMatchObject({ id: 'new', enabled: true, cooldownMs: 60_000 })
    expect(draft.problems.value.map(({ field, code, at }) => [field, code, at])).toEqual([
      ['texts', 'no-text', '0.0'],
      ['reply', 'no-reply', '0'],
    ])
  })

  it('counts what still stands in the box', () => {
    const draft = createDraft(aRule(), 0)
    draft.condition([0, 0], { typing: '急' })
    expect(draft.rule.value.what.groups[0]?.conditions).toEqual([has('在吗', '急')])
    draft.settle()
    expect(draft.fields.value.what.groups[0]?.conditions[0]).toMatchObject({ texts: ['在吗', '急'], typing: '' })
  })

  it('counts what stands in the box of an answer too', () => {
    const draft = createDraft(whole, 0)
    const { followUp } = draft.fields.value.reply
    const [choice] = followUp?.choices ?? []
    if (!followUp || !choice) throw new Error('the rule asks')
    draft.reply({ followUp: { ...followUp, choices: [{ ...choice, typing: '一' }] } })
    expect(draft.rule.value.reply.followUp?.choices[0]?.texts).toEqual(['1', '一'])
  })

  it('takes a keyword once, and blanks not at all, but trims nothing', () => {
    const draft = createDraft(aRule(), 0)
    for (const typing of ['在吗', '   ', ' 急 ']) {
      draft.condition([0, 0], { typing })
      draft.settle()
    }
    expect(draft.fields.value.what.groups[0]?.conditions[0]?.texts).toEqual(['在吗', ' 急 '])
  })

  it('keeps keywords, pattern and kinds apart while the look is changed to and fro', () => {
    const draft = createDraft(aRule(), 0)
    draft.condition([0, 0], { look: 'pattern', pattern: 'a+' })
    expect(draft.rule.value.what.groups[0]?.conditions).toEqual([pattern('a+')])
    draft.condition([0, 0], { look: 'content', kinds: ['face'] })
    expect(draft.rule.value.what.groups[0]?.conditions).toEqual([{ on: 'content', kinds: ['face'], not: false }])
    draft.condition([0, 0], { look: 'all-of' })
    expect(draft.rule.value.what.groups[0]?.conditions).toEqual([
      { on: 'text', match: 'all-of', texts: ['在吗'], not: false },
    ])
  })

  it('does not let "chosen contacts" without a contact mean everybody', () => {
    const draft = createDraft(aRule(), 0)
    draft.change((fields) => ({ ...fields, chosenOnly: true }))
    expect(draft.problems.value).toEqual([{ field: 'contacts', code: 'no-contact', detail: '' }])
    draft.setContact('contacts', 'c1', true)
    draft.setContact('contacts', 'c1', true)
    expect(draft.problems.value).toEqual([])
    expect(draft.rule.value.who.contacts).toEqual(['c1'])
    draft.change((fields) => ({ ...fields, chosenOnly: false }))
    expect(draft.rule.value.who.contacts).toEqual([])
  })

  it('keeps the kinds in their order and says when none is left', () => {
    const draft = createDraft(aRule({ who: { kinds: ['discuss'] } }), 0)
    draft.setKind('friend', true)
    expect(draft.fields.value.who.kinds).toEqual(['friend', 'discuss'])
    draft.setKind('friend', false)
    draft.setKind('discuss', false)
    expect(draft.problems.value).toMatchObject([{ field: 'kinds', code: 'no-kind' }])
  })

  it.each([Number.NaN, -1, 1e99])('says that a cooldown of %d is none', (cooldownMs) => {
    const draft = createDraft(aRule(), 0)
    draft.change((fields) => ({ ...fields, cooldownMs }))
    expect(draft.problems.value).toMatchObject([{ field: 'cooldown', code: 'bad-cooldown' }])
  })

  it('passes on what RE2 refuses, with its place', () => {
    const draft = createDraft(aRule({ conditions: [has('a'), pattern('(?=a)')] }), 0)
    expect(draft.problems.value).toMatchObject([{ field: 'pattern', code: 'pattern-refused', at: '0.1' }])
  })

  it('goes back step by step, and forth again, but what is typed in one go is one step', () => {
    let now = 0
    const draft = createDraft(aRule(), 0, undefined, () => now)
    for (const text of ['好', '好的']) {
      now += 200
      draft.reply({ texts: [{ text, weight: 1 }] }, 'reply')
    }
    now += 5_000
    draft.reply({ texts: [{ text: '好的。', weight: 1 }] }, 'reply')
    const text = () => draft.rule.value.reply.texts[0]?.text
    draft.undo()
    expect(text()).toBe('好的')
    draft.undo()
    expect([text(), draft.canUndo.value, draft.isChanged.value]).toEqual(['我在开会', false, false])
    draft.redo()
    expect([text(), draft.canRedo.value]).toEqual(['好的', true])
    draft.setKind('group', true)
    expect(draft.canRedo.value).toBe(false)
  })
})

describe('resumedFields', () => {
  /** As session storage gives it back. */
  const stored = (fields: unknown): unknown => JSON.parse(JSON.stringify(fields))

  it('is what stood in the fields, numbers that were none included', () => {
    const draft = createDraft(whole, 0)
    draft.condition([0, 0], { typing: '没写完' })
    draft.change((fields) => ({ ...fields, cooldownMs: Number.NaN }))
    expect(resumedFields(stored(draft.fields.value))).toEqual(draft.fields.value)
  })

  it('is also a blank rule, which could not be saved', () => {
    const { fields } = createDraft({ id: 'new', ...BLANK, who: { ...BLANK.who, kinds: [] } }, 0)
    expect(resumedFields(stored(fields.value))).toEqual(fields.value)
  })

  it.each([null, 7, {}, { ...BLANK, id: 'x' }, { ...toFields(whole), what: [] }])('is nothing for %j', (value) => {
    expect(resumedFields(value)).toBeUndefined()
  })

  it('comes back as a draft whose change can be undone', () => {
    const fields = { ...toFields(aRule()), name: '新名字' }
    const draft = createDraft(aRule(), 0, fields)
    expect([draft.rule.value.name, draft.isChanged.value]).toEqual(['新名字', true])
    draft.undo()
    expect(draft.rule.value).toEqual(aRule())
  })
})
