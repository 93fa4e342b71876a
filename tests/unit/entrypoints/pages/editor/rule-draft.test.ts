import { describe, expect, it } from 'vitest'
import { BLANK, createDraft } from '../../../../../entrypoints/pages/editor/rule-draft.ts'
import { HOUR } from '../../../../../lib/time.ts'
import { aRule } from '../a-rule.ts'

describe('createDraft', () => {
  it.each([
    ['keywords', aRule({ what: { texts: ['在吗', ' 有空 '] } })],
    ['a pattern', aRule({ what: { match: 'pattern', texts: ['^订单\\s*(\\d+)'] }, reply: '{capture:1} 收到' })],
    [
      'chosen contacts',
      aRule({ who: { kinds: ['friend', 'group'], contacts: ['c1', 'c2'], onlyWhenMentioned: false } }),
    ],
    ['a cooldown of hours', aRule({ cooldownMs: 2 * HOUR })],
    ['a cooldown of half seconds', aRule({ cooldownMs: 1_500 })],
    ['no cooldown', aRule({ cooldownMs: 0 })],
  ])('gives a rule with %s back as it was', (_what, rule) => {
    const draft = createDraft(rule, 0)
    expect(draft.rule.value).toEqual(rule)
    expect(draft.problems.value).toEqual([])
  })

  it('starts a new rule under the new id, with everything missing named', () => {
    const draft = createDraft({ id: 'new', ...BLANK }, 0)
    expect(draft.rule.value).toMatchObject({ id: 'new', enabled: true, cooldownMs: 60_000 })
    expect(draft.problems.value.map(({ field, code }) => [field, code])).toEqual([
      ['texts', 'no-text'],
      ['reply', 'no-reply'],
    ])
  })

  it('counts what still stands in the box', () => {
    const draft = createDraft(aRule(), 0)
    draft.typing.value = '急'
    expect(draft.rule.value.what.texts).toEqual(['在吗', '急'])
    draft.addTyped()
    expect([draft.texts.value, draft.typing.value]).toEqual([['在吗', '急'], ''])
  })

  it('takes a keyword once, and blanks not at all, but trims nothing', () => {
    const draft = createDraft(aRule(), 0)
    for (const typed of ['在吗', '   ', ' 急 ']) {
      draft.typing.value = typed
      draft.addTyped()
    }
    expect(draft.texts.value).toEqual(['在吗', ' 急 '])
    draft.removeText('在吗')
    expect(draft.texts.value).toEqual([' 急 '])
  })

  it('keeps keywords and pattern apart while the match is changed to and fro', () => {
    const draft = createDraft(aRule(), 0)
    draft.match.value = 'pattern'
    draft.pattern.value = 'a+'
    expect(draft.rule.value.what.texts).toEqual(['a+'])
    draft.match.value = 'all-of'
    expect(draft.rule.value.what.texts).toEqual(['在吗'])
  })

  it('does not let "chosen contacts" without a contact mean everybody', () => {
    const draft = createDraft(aRule(), 0)
    draft.chosenOnly.value = true
    expect(draft.problems.value).toEqual([{ field: 'contacts', code: 'no-contact', detail: '' }])
    draft.setContact('c1', true)
    draft.setContact('c1', true)
    expect(draft.problems.value).toEqual([])
    expect(draft.rule.value.who.contacts).toEqual(['c1'])
    draft.chosenOnly.value = false
    expect(draft.rule.value.who.contacts).toEqual([])
  })

  it('keeps the kinds in their order and says when none is left', () => {
    const draft = createDraft(aRule({ who: { kinds: ['discuss'] } }), 0)
    draft.setKind('friend', true)
    expect(draft.kinds.value).toEqual(['friend', 'discuss'])
    draft.setKind('friend', false)
    draft.setKind('discuss', false)
    expect(draft.problems.value).toMatchObject([{ field: 'kinds', code: 'no-kind' }])
  })

  it.each(['', 'bald', '-1', '1e99'])('says that a cooldown of %j is none', (typed) => {
    const draft = createDraft(aRule(), 0)
    draft.cooldown.value = typed
    expect(draft.problems.value).toMatchObject([{ field: 'cooldown', code: 'bad-cooldown' }])
  })

  it('passes on what RE2 refuses', () => {
    const draft = createDraft(aRule({ what: { match: 'pattern', texts: ['(?=a)'] } }), 0)
    expect(draft.problems.value).toMatchObject([{ field: 'pattern', code: 'pattern-refused' }])
  })
})
