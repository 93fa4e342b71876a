import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NoticeKind, Segment } from '../../../lib/chat/segment.ts'
import { compileRules } from '../../../lib/rules/compile.ts'
import { matchSteps, matchWords } from '../../../lib/rules/match-words.ts'
import { MAX_PATTERN_TEXT } from '../../../lib/rules/rule.ts'
import type { Condition, ContentKind, Rule } from '../../../lib/rules/rule.ts'
import {
  contentCondition,
  event,
  NO_FOLD,
  patternCondition,
  rule,
  ruleSet,
  SOME_FOLDS,
  textCondition,
} from './examples.ts'

const hits = (rules: readonly Rule[], message = event()) =>
  matchWords(compileRules(ruleSet(rules)), message).map(({ compiled, detail }) => [compiled.rule.id, detail])

/** The detail with which one rule of these conditions matches a text; null: it does not. */
function detailOf(conditions: Condition[], text: string, fold: Partial<Rule['what']['fold']> = {}): string | null {
  const compiled = compileRules(ruleSet([rule({ conditions, what: { fold: { ...NO_FOLD, ...fold } } })]))
  return matchWords(compiled, event({ text }))[0]?.detail ?? null
}

describe('text conditions', () => {
  it.each<[string, Condition, string, Partial<Rule['what']['fold']>, string | null]>([
    ['exact takes the whole text', textCondition('exact', ['在吗']), '在吗', {}, '在吗'],
    ['exact takes any one of its texts', textCondition('exact', ['在吗', '在不在']), '在不在', {}, '在不在'],
    ['exact refuses a text that only contains it', textCondition('exact', ['在吗']), '在吗？', {}, null],
    ['exact looks past the blank a classic client appends', textCondition('exact', ['hii']), 'hii \u00A0', {}, 'hii'],
    ['exact looks past blanks around its own text', textCondition('exact', [' 在吗 ']), '在吗', {}, ' 在吗 '],
    ['exact tells case apart', textCondition('exact', ['Hi']), 'hi', {}, null],
    ['exact ignores case when asked to', textCondition('exact', ['Hi']), 'hI', { case: true }, 'Hi'],
    ['exact takes letters composed either way', textCondition('exact', ['caf\u00E9']), 'cafe\u0301', {}, 'caf\u00E9'],
    ['exact reads pattern characters as themselves', textCondition('exact', ['a.c']), 'abc', {}, null],
    ['any-of finds a text anywhere', textCondition('any-of', ['文件']), '请发文件给我', {}, '文件'],
    [
      'any-of names the first of its texts that is there',
      textCondition('any-of', ['发票', '文件', '请']),
      '请发文件',
      {},
      '文件',
    ],
    ['any-of refuses a text with none of them', textCondition('any-of', ['发票', '合同']), '请发文件给我', {}, null],
    ['any-of finds a face by its name', textCondition('any-of', ['[微笑]']), '你好[微笑]', {}, '[微笑]'],
    [
      'any-of names the word as it is written',
      textCondition('any-of', ['發 票']),
      '开发票',
      { script: true, blanks: true },
      '發 票',
    ],
    [
      'any-of never finds a word that folds to nothing',
      textCondition('any-of', [' ']),
      ' 在 吗',
      { blanks: true },
      null,
    ],
    [
      'all-of wants every text, in any order',
      textCondition('all-of', ['今天', '文件']),
      '文件今天要',
      {},
      '今天、文件',
    ],
    ['all-of refuses when one is missing', textCondition('all-of', ['今天', '文件']), '文件明天要', {}, null],
    ['all-of takes words that overlap', textCondition('all-of', ['今天', '天气']), '今天气', {}, '今天、天气'],
    ['starts takes the beginning', textCondition('starts', ['查']), '查天气', {}, '查'],
    ['starts looks past blanks before the text', textCondition('starts', [' 查']), ' 查天气', {}, ' 查'],
    ['starts keeps the blank behind its word', textCondition('starts', ['/w ']), '/weather', {}, null],
    ['starts refuses a word further on', textCondition('starts', ['天']), '查天气', {}, null],
    ['ends takes the end', textCondition('ends', ['吗？', '吗']), '在吗', {}, '吗'],
    ['ends looks past blanks behind the text', textCondition('ends', ['吗 ']), '在吗 \u00A0', {}, '吗 '],
    ['ends refuses a word before the end', textCondition('ends', ['吗']), '在吗？', {}, null],
    [
      'ends takes one mark for several when asked to',
      textCondition('ends', ['？']),
      '在吗？？？',
      { repeats: true },
      '？',
    ],
    ['a negated one takes a text without its words', textCondition('any-of', ['发票'], true), '在吗', {}, ''],
    [
      'a negated one refuses a text with one of its words',
      textCondition('any-of', ['发票', '在'], true),
      '在吗',
      {},
      null,
    ],
    ['negated all-of takes a text that lacks one', textCondition('all-of', ['今天', '文件'], true), '今天', {}, ''],
    ['negated exact refuses the whole text', textCondition('exact', ['在吗'], true), '在吗 ', {}, null],
  ])('%s', (_, condition, text, fold, detail) => {
    expect(detailOf([condition], text, fold)).toBe(detail)
  })

  it('shows no more than 60 characters of what matched', () => {
    expect(detailOf([textCondition('any-of', ['😀'.repeat(100)])], '😀'.repeat(100))).toBe('😀'.repeat(60))
  })
})

describe('pattern conditions', () => {
  it.each<[string, string, string, boolean, boolean]>([
    ['is found anywhere in the text', '\\d+号', '我在12号楼', false, true],
    ['is not found where it is not', '\\d+号', '我在楼下', false, false],
    ['may be tied to both ends, the blank of a classic client left out', '^在吗$', '在吗 ', false, true],
    ['tells case apart', 'ppt', 'PPT', false, false],
    ['ignores case when asked to', 'ppt', 'PPT', true, true],
    ['ignores case in a part that says so', '(?i)ppt', 'PPT', false, true],
    ['knows Chinese by script', '^\\p{Han}+$', '你好', false, true],
    ['takes a JavaScript escape of a character', '^[\\u4e00-\\u9fff]+$', '你好', false, true],
    ['takes the two halves of an emoji for one character', '^\\uD83D\\uDE00$', '😀', false, true],
    ['takes a code point in braces', '^\\u{1F600}$', '😀', false, true],
    ['takes an escaped backslash before a u as a backslash', '^\\\\u4e00$', '\\u4e00', false, true],
    ['takes an escaped backslash before two halves as a backslash', '^\\\\uD83D', '\\uD83D', false, true],
    ['takes letters composed either way', 'caf\u00E9', 'cafe\u0301', false, true],
  ])('%s', (_, source, text, ignoreCase, matched) => {
    expect(detailOf([patternCondition(source)], text, { case: ignoreCase }) !== null).toBe(matched)
  })

  it('sees the text as it was written, whatever is folded for words', () => {
    const fold = { width: true, blanks: true, script: true, repeats: true }
    expect(detailOf([patternCondition('發 票！！')], '發 票！！', fold)).toBe('發 票！！')
    expect(detailOf([patternCondition('发票')], '發票', fold)).toBeNull()
  })

  it('captures by number and by name, the whole match first, null for a group without part in it', () => {
    const conditions = [patternCondition('查(?<city>\\p{Han}+)的(天气)|(别的)')]
    const [hit] = matchWords(compileRules(ruleSet([rule({ conditions })])), event({ text: '帮我查北京的天气吧' }))
    expect(hit?.captures.byNumber).toEqual(['查北京的天气', '北京', '天气', null])
    expect([...(hit?.captures.byName ?? [])]).toEqual([['city', '北京']])
    expect(hit?.detail).toBe('查北京的天气')
  })

  it('captures with the first pattern that is not negated, even where another condition was enough', () => {
    const conditions = [
      patternCondition('(不要)', true),
      textCondition('any-of', ['查']),
      patternCondition('查(..)'),
      patternCondition('(天气)'),
    ]
    const what = { groups: [{ join: 'any' as const, conditions }] }
    const [hit] = matchWords(compileRules(ruleSet([rule({ what })])), event({ text: '查北京天气' }))
    expect(hit?.captures.byNumber).toEqual(['查北京', '北京'])
  })

  it('captures nothing when that pattern is not found, or there is none', () => {
    const what = {
      groups: [{ join: 'any' as const, conditions: [textCondition('any-of', ['查']), patternCondition('(天)')] }],
    }
    for (const given of [rule({ what }), rule({ conditions: [textCondition('any-of', ['查'])] })]) {
      expect(matchWords(compileRules(ruleSet([given])), event({ text: '查' }))[0]?.captures).toEqual({
        byNumber: [],
        byName: new Map(),
      })
    }
  })

  it('comes to an end on a pattern and a text that would keep a backtracking engine busy for ever', () => {
    expect(detailOf([patternCondition('(a+)+$')], `${'a'.repeat(MAX_PATTERN_TEXT - 1)}!`)).toBeNull()
    expect(detailOf([patternCondition('(a+)+!$')], `${'a'.repeat(MAX_PATTERN_TEXT - 1)}!`)).not.toBeNull()
  })

  describe('on a text that is too long for them', () => {
    const long = '在'.repeat(MAX_PATTERN_TEXT)
    const tooLong = `${long}在`

    it('do not hold, negated or not', () => {
      for (const condition of [patternCondition('在'), patternCondition('x', true)]) {
        expect(detailOf([condition], long)).not.toBeNull()
        expect(detailOf([condition], tooLong)).toBeNull()
      }
    })

    it('leave the other conditions of their rule alone, and give nothing to capture', () => {
      const conditions = [patternCondition('(在)'), patternCondition('x', true), textCondition('any-of', ['在'])]
      const compiled = compileRules(ruleSet([rule({ what: { groups: [{ join: 'any', conditions }] } })]))
      const [hit] = matchWords(compiled, event({ text: tooLong }))
      expect(hit).toMatchObject({ detail: '在', captures: { byNumber: [] } })
      expect(matchSteps(compiled.rules[0]!, event({ text: tooLong })).conditions).toEqual([
        { at: '0.0', passed: false, detail: '' },
        { at: '0.1', passed: false, detail: '' },
        { at: '0.2', passed: true, detail: '在' },
      ])
    })

    it('go by the longer reading of a message that names me', () => {
      const named = event({ text: `@小明 ${long}`, addressed: long })
      expect(matchWords(compileRules(ruleSet([rule({ conditions: [patternCondition('在')] })])), named)).toEqual([])
    })
  })
})

describe('conditions together', () => {
  const a = textCondition('any-of', ['甲'])
  const b = textCondition('any-of', ['乙'])
  const c = textCondition('any-of', ['丙'])
  const what = (join: 'all' | 'any', ...groups: ['all' | 'any', ...Condition[]][]): Rule['what'] => ({
    join,
    groups: groups.map(([inner, ...conditions]) => ({ join: inner, conditions })),
    fold: NO_FOLD,
  })

  it.each<[string, Rule['what'], string[], string[]]>([
    ['all of a group', what('all', ['all', a, b]), ['甲乙'], ['甲', '乙', '丙']],
    ['any of a group', what('all', ['any', a, b]), ['甲', '乙'], ['丙']],
    ['all groups', what('all', ['any', a, b], ['any', c]), ['甲丙', '乙丙'], ['甲乙', '丙']],
    ['any group', what('any', ['all', a, b], ['all', c]), ['甲乙', '丙'], ['甲', '乙']],
    ['one and not the other', what('all', ['all', a, { ...b, not: true }]), ['甲', '甲丙'], ['甲乙', '丙']],
    ['one or not the other', what('all', ['any', a, { ...b, not: true }]), ['甲乙', '丙'], ['乙']],
    ['no group but one', what('any', ['all', { ...a, not: true }], ['all', b]), ['丙', '甲乙'], ['甲']],
  ])('%s', (_, given, yes, no) => {
    for (const text of yes) expect([text, hits([rule({ what: given })], event({ text })).length]).toEqual([text, 1])
    for (const text of no) expect([text, hits([rule({ what: given })], event({ text })).length]).toEqual([text, 0])
  })

  it('shows nothing of a group that failed', () => {
    expect(hits([rule({ what: what('any', ['all', a, c], ['all', b]) })], event({ text: '甲乙' }))).toEqual([
      ['r1', '乙'],
    ])
  })

  it('shows each word that counted, once', () => {
    expect(hits([rule({ what: what('all', ['all', a, b], ['any', c, a]) })], event({ text: '甲乙' }))).toEqual([
      ['r1', '甲、乙'],
    ])
  })
})

describe('matchWords', () => {
  it('gives all rules that match, in the order of priority, whatever they look for', () => {
    const rules = [
      rule({ id: 'pattern', conditions: [patternCondition('\\d+')] }),
      rule({ id: 'other words', conditions: [textCondition('any-of', ['票'])] }),
      rule({ id: 'word', conditions: [textCondition('any-of', ['在吗'])] }),
      rule({ id: 'not', conditions: [textCondition('any-of', ['票'], true)] }),
      rule({ id: 'whole', conditions: [textCondition('exact', ['在吗1'])] }),
      rule({ id: 'other fold', what: { fold: { ...NO_FOLD, script: true } } }),
      rule({ id: 'same word', conditions: [textCondition('any-of', ['在吗'])] }),
      rule({ id: 'kind', conditions: [contentCondition(['text'])] }),
    ]
    expect(hits(rules, event({ text: '在吗1' })).map(([id]) => id)).toEqual([
      'pattern',
      'word',
      'not',
      'whole',
      'other fold',
      'same word',
      'kind',
    ])
  })

  it('gives a rule once, however many of its words are there', () => {
    expect(hits([rule({ conditions: [textCondition('any-of', ['在', '吗', '在吗'])] })])).toEqual([['r1', '在']])
  })

  it('leaves out rules that are switched off, by themselves or with their group', () => {
    const rules = [
      rule({ id: 'off', enabled: false }),
      rule({ id: 'of a group that is off', group: 'g1' }),
      rule({ id: 'of a group that is on', group: 'g2' }),
      rule({ id: 'of a group that is not there', group: 'g3' }),
    ]
    const groups = [
      { id: 'g1', name: 'a', enabled: false },
      { id: 'g2', name: 'b', enabled: true },
    ]
    const compiled = compileRules(ruleSet(rules, { groups }))
    expect(matchWords(compiled, event()).map((hit) => hit.compiled.rule.id)).toEqual([
      'of a group that is on',
      'of a group that is not there',
    ])
    expect(compiled.rules.map(({ isEnabled }) => isEnabled)).toEqual([false, false, true, true])
    expect(compiled.asked).toBe(2)
  })

  it('never gives a rule whose pattern compiles no longer, though the rest of it would match', () => {
    const what = {
      groups: [{ join: 'any' as const, conditions: [patternCondition('('), textCondition('any-of', ['在吗'])] }],
    }
    const compiled = compileRules(ruleSet([rule({ what })]))
    expect(matchWords(compiled, event())).toEqual([])
    expect(compiled.rules[0]?.broken).toContain('missing')
    expect(matchSteps(compiled.rules[0]!, event())).toMatchObject({
      matched: false,
      detail: expect.stringMatching(/^broken: /),
    })
  })

  describe('of a message that names me', () => {
    const named = (text: string, addressed: string) => event({ text, addressed, kind: 'group', mentionsMe: true })

    it('reads it with the mention and without', () => {
      const exactly = rule({ conditions: [textCondition('exact', ['在吗'])] })
      expect(hits([exactly], named('@小明 在吗', '在吗'))).toEqual([['r1', '在吗']])
      const begins = rule({ conditions: [textCondition('starts', ['@小明'])] })
      expect(hits([begins], named('@小明 在吗', '在吗'))).toEqual([['r1', '@小明']])
      const pattern = rule({ conditions: [patternCondition('^在吗$')] })
      expect(hits([pattern], named('@小明 在吗', '在吗'))).toEqual([['r1', '在吗']])
    })

    it('refuses a negated condition that either reading meets', () => {
      const not = rule({ conditions: [textCondition('exact', ['在吗'], true)] })
      expect(hits([not], named('@小明 在吗', '在吗'))).toEqual([])
      expect(hits([not], named('@小明 在？', '在？'))).toEqual([['r1', '']])
    })

    it('finds a word that the mention stood in', () => {
      const joined = rule({ what: { fold: { ...NO_FOLD, blanks: true } } })
      expect(hits([joined], named('在@小明 吗', '在 吗'))).toEqual([['r1', '在吗']])
    })
  })

  describe('of kinds of content', () => {
    const of = (...segments: Segment[]) => event({ text: '…', segments })

    it.each<[string, Segment[], ContentKind[], string | null]>([
      ['a picture', [{ type: 'picture' }], ['picture', 'face'], 'picture'],
      ['a picture beside text', [{ type: 'text', text: 'a' }, { type: 'picture' }], ['picture'], 'picture'],
      ['a face', [{ type: 'face', code: 1, name: '撇嘴' }], ['picture', 'face'], 'face'],
      ['nothing that is asked for', [{ type: 'text', text: 'a' }], ['picture'], null],
    ])('finds %s', (_, segments, kinds, detail) => {
      expect(hits([rule({ conditions: [contentCondition(kinds)] })], of(...segments))).toEqual(
        detail ? [['r1', detail]] : [],
      )
    })

    it('takes a message without the kind when it is negated', () => {
      const plain = rule({ conditions: [contentCondition(['picture'], true), textCondition('any-of', ['…'])] })
      expect(hits([plain], of({ type: 'text', text: '…' }))).toHaveLength(1)
      expect(hits([plain], of({ type: 'picture' }))).toHaveLength(0)
    })
  })

  describe('of a notice', () => {
    const notice = (what: NoticeKind, text = '[新成员入群]') =>
      event({ text, segments: [{ type: 'notice', what, facts: {} }] })
    const wanting = (...kinds: ContentKind[]) => rule({ id: 'wants', conditions: [contentCondition(kinds)] })

    it('asks only rules that want its kind', () => {
      const rules = [
        rule({ id: 'text', conditions: [textCondition('any-of', ['新成员'])] }),
        rule({ id: 'anything', conditions: [patternCondition('.*')] }),
        rule({ id: 'not', conditions: [contentCondition(['picture'], true)] }),
        rule({ id: 'not this kind', conditions: [contentCondition(['join'], true)] }),
        wanting('join'),
      ]
      expect(hits(rules, notice('group-joined'))).toEqual([['wants', 'join']])
      expect(hits(rules, notice('shake'))).toEqual([])
    })

    it('lets the words of such a rule see its text', () => {
      const conditions = [contentCondition(['share']), textCondition('any-of', ['相册'])]
      expect(hits([rule({ conditions })], notice('share', '[群分享] 相册'))).toHaveLength(1)
      expect(hits([rule({ conditions })], notice('share', '[群分享] 文件'))).toHaveLength(0)
    })

    it.each<[string, Rule, boolean]>([
      ['a rule that wants one', wanting('text', 'join'), true],
      ['a rule that is switched off', { ...wanting('join'), enabled: false }, false],
      ['a rule that wants pictures', wanting('picture', 'face', 'text'), false],
      ['a rule that wants anything else', rule({ conditions: [contentCondition(['join'], true)] }), false],
    ])('says whether any is wanted: %s', (_, given, wanted) => {
      expect(compileRules(ruleSet([given])).wantsNotices).toBe(wanted)
    })
  })
})

describe('matchSteps', () => {
  it('tells how each condition fared, those that were not needed too', () => {
    const what = {
      join: 'any' as const,
      groups: [
        { join: 'all' as const, conditions: [textCondition('any-of', ['票']), patternCondition('在(.)')] },
        { join: 'any' as const, conditions: [textCondition('any-of', ['在'], true), contentCondition(['text'])] },
      ],
    }
    const compiled = compileRules(ruleSet([rule({ what })]))
    expect(matchSteps(compiled.rules[0]!, event())).toEqual({
      matched: true,
      captures: { byNumber: ['在吗', '吗'], byName: new Map() },
      detail: 'text',
      conditions: [
        { at: '0.0', passed: false, detail: '' },
        { at: '0.1', passed: true, detail: '在吗' },
        { at: '1.0', passed: false, detail: '在' },
        { at: '1.1', passed: true, detail: 'text' },
      ],
    })
  })

  it('works for a rule that is switched off', () => {
    const compiled = compileRules(ruleSet([rule({ enabled: false })]))
    expect(matchSteps(compiled.rules[0]!, event())).toMatchObject({ matched: true, detail: '在吗' })
  })

  it('says that a notice is not for the rule, whatever its conditions would', () => {
    const compiled = compileRules(ruleSet([rule({ conditions: [patternCondition('.*')] })]))
    const shake = event({ text: '[窗口抖动]', segments: [{ type: 'notice', what: 'shake', facts: {} }] })
    expect(matchSteps(compiled.rules[0]!, shake)).toMatchObject({ matched: false, detail: '' })
  })
})

const letters = Array.from('在吗嗎aA！!？ 1')
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 })
const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    on: fc.constant('text' as const),
    match: fc.constantFrom('exact', 'any-of', 'all-of', 'starts', 'ends'),
    texts: fc.array(word, { minLength: 1, maxLength: 3 }),
    not: fc.boolean(),
  }),
  fc.record({
    on: fc.constant('pattern' as const),
    pattern: fc.constantFrom('在.?吗', '(a)|(1+)', '[!！]$', '^.吗', '(?i)aa', '在(?:吗|嗎)', '.', '\\d+a', '('),
    not: fc.boolean(),
  }),
  fc.record({
    on: fc.constant('content' as const),
    kinds: fc.uniqueArray(fc.constantFrom('text', 'picture', 'shake', 'join'), { minLength: 1 }),
    not: fc.boolean(),
  }),
)
const join = fc.constantFrom('all' as const, 'any' as const)
const anyWhat: fc.Arbitrary<Rule['what']> = fc.record({
  join,
  groups: fc.array(fc.record({ join, conditions: fc.array(anyCondition, { minLength: 1, maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  fold: fc.constantFrom(...SOME_FOLDS),
})
const anyMessage = fc
  .record({
    text: fc.string({ unit: fc.constantFrom(...letters), maxLength: 10 }),
    addressed: fc.option(fc.string({ unit: fc.constantFrom(...letters), maxLength: 6 }), { nil: undefined }),
    last: fc.constantFrom<Segment | null>(null, { type: 'picture' }),
    notice: fc.constantFrom<NoticeKind | null>(null, null, null, 'shake', 'group-joined'),
  })
  .map(({ text, addressed, last, notice }) => {
    const segments: Segment[] = notice ? [{ type: 'notice', what: notice, facts: {} }] : [{ type: 'text', text }]
    if (last && !notice) segments.push(last)
    return event({ text, segments, ...(addressed === undefined ? {} : { addressed }) })
  })

describe('matchWords and matchSteps', () => {
  it('find the same, though one asks all rules at once and the other each by itself', () => {
    fc.assert(
      fc.property(
        fc.array(anyWhat, { maxLength: 8 }),
        fc.array(anyMessage, { minLength: 1, maxLength: 3 }),
        (whats, messages) => {
          const compiled = compileRules(ruleSet(whats.map((what, place) => rule({ id: `r${place}`, what }))))
          for (const message of messages) {
            const one = compiled.rules
              .map((each) => ({ id: each.rule.id, ...matchSteps(each, message) }))
              .filter(({ matched }) => matched)
            const all = matchWords(compiled, message)
            expect(
              all.map((hit) => ({ id: hit.compiled.rule.id, detail: hit.detail, captures: hit.captures })),
            ).toEqual(one.map(({ id, detail, captures }) => ({ id, detail, captures })))
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
