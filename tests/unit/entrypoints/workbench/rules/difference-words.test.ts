import { beforeAll, describe, expect, it } from 'vitest'
import { fieldName, shownDifferences, valueWords } from '../../../../../entrypoints/workbench/rules/difference-words.ts'
import { alsoSpeak, lateWords, rulesWords, setLanguage } from '../../../../../lib/i18n/t.ts'
import { differencesOf } from '../../../../../lib/rules/pack-compare.ts'
import type { Rule } from '../../../../../lib/rules/rule.ts'
import { aRule } from './a-full-rule.ts'

beforeAll(async () => {
  alsoSpeak(lateWords, rulesWords)
  await setLanguage('zh-CN', '')
})

const base = aRule('r')

describe('fieldName', () => {
  it('has words for every field of a rule', () => {
    const parts: (keyof Rule)[] = ['who', 'what', 'when', 'reply']
    const fields = Object.keys(base).flatMap((key) =>
      parts.some((part) => part === key) ? Object.keys(base[key as 'who']).map((inner) => `${key}.${inner}`) : [key],
    )
    for (const field of fields.filter((name) => name !== 'id')) expect(fieldName(field)).toMatch(/\p{Script=Han}/u)
  })

  it('shows a field that nobody named by its path', () => {
    expect(fieldName('reply.future')).toBe('reply.future')
  })
})

describe('valueWords', () => {
  it.each([
    ['enabled', true, '是'],
    ['goOn', false, '否'],
    ['name', '', '（无）'],
    ['group', null, '（无）'],
    ['cooldownMs', 120_000, '2分钟'],
    ['cooldownMs', 0, '（无）'],
    ['when.silenceDays', 7, '7'],
    ['when.hours', [], '（无）'],
    ['when.hours', [{ on: [1], from: 0, to: 60 }], '1 项'],
    ['what.groups', base.what.groups, '在吗'],
    [
      'reply.texts',
      [
        { text: '甲', weight: 1 },
        { text: '乙', weight: 1 },
      ],
      '甲和乙',
    ],
    ['reply.delay', { fromMs: 1, toMs: 2 }, '{"fromMs":1,"toMs":2}'],
  ])('says %s: %o as “%s”', (field, value, words) => {
    expect(valueWords(field, value)).toBe(words)
  })

  it('cuts what is long', () => {
    expect(valueWords('name', '长'.repeat(500))).toBe(`${'长'.repeat(240)}…`)
  })
})

describe('shownDifferences', () => {
  it('puts them in the order of the rule', () => {
    const after = { ...base, goOn: true, name: '新', who: { ...base.who, kinds: ['group' as const] } }
    expect(shownDifferences(differencesOf(base, after).toReversed()).map(({ field }) => field)).toEqual([
      'name',
      'who.kinds',
      'goOn',
    ])
  })
})
