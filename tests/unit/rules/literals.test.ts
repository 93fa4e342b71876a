import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compose } from '../../../lib/rules/compose.ts'
import { foldText } from '../../../lib/rules/fold.ts'
import type { Fold } from '../../../lib/rules/fold.ts'
import { neededLiterals } from '../../../lib/rules/literals.ts'
import { compileRe2, toRe2Syntax } from '../../../lib/rules/re2.ts'
import { NO_FOLD, SOME_FOLDS } from './examples.ts'

const CASE: Fold = { ...NO_FOLD, case: true }
const needed = (source: string, fold = NO_FOLD) => neededLiterals(toRe2Syntax(source), fold)

describe('neededLiterals', () => {
  it.each<[string, string, Fold, string[] | null]>([
    ['a word', '在吗', NO_FOLD, ['在吗']],
    ['the longest word of several', '请.*发票号', NO_FOLD, ['发票号']],
    ['each of several ways', '在吗|你好', NO_FOLD, ['在吗', '你好']],
    ['a word that several ways begin with', '请(?:开|要)票', NO_FOLD, ['请开票', '请要票']],
    ['what may be left out, both ways', '电子?发票', NO_FOLD, ['电子发票', '电发票']],
    ['a part that comes at least once', '(?:在吗)+', NO_FOLD, ['在吗']],
    ['a part that comes several times', '(?:在吗){2,3}', NO_FOLD, ['在吗']],
    ['a part that comes just once', '(?:在吗){1}', NO_FOLD, ['在吗']],
    ['the word before a class', '单号[0-9A-Z]+', NO_FOLD, ['单号']],
    ['the word behind a class', '\\d+号楼', NO_FOLD, ['号楼']],
    ['the word inside a group with a name', '(?<what>发票)\\d*', NO_FOLD, ['发票']],
    ['a word between ends and borders of words', '^\\bppt\\b$', NO_FOLD, ['ppt']],
    ['escaped characters', 'a\\.b\\?', NO_FOLD, ['a.b?']],
    ['characters by their code', '\\u5728\\x{5417}', NO_FOLD, ['在吗']],
    ['letters in any case, when both are folded', 'PPT', CASE, ['PPT']],
    ['letters in any case by a flag, when both are folded', '(?i)PPT', CASE, ['PPT']],
    ['nothing of letters in any case by a flag alone', '(?i)PPT', NO_FOLD, null],
    ['nothing of letters in any case by the flag of a group', '(?i:ppt)', NO_FOLD, null],
    ['characters without case behind such a flag', '(?i)ppt发票', NO_FOLD, ['发票']],
    ['letters again behind such a group', '(?i:ppt)abc', NO_FOLD, ['abc']],
    ['nothing of letters behind such a flag, over the bar', '发票(?i)|abc', NO_FOLD, null],
    ['nothing of letters that accents could join', 'é', NO_FOLD, null],
    ['nothing of kana, which their marks could join', 'か', NO_FOLD, null],
    ['nothing of what may be missing', '(?:在吗)*', NO_FOLD, null],
    ['nothing of what may come no time', '(?:在吗){0,3}', NO_FOLD, null],
    ['nothing when one of the ways needs nothing', '在吗|\\d+', NO_FOLD, null],
    ['nothing when one of the ways is empty', '在吗|', NO_FOLD, null],
    ['nothing of everything', '.*', NO_FOLD, null],
    ['nothing of what folding leaves out', ' ', { ...NO_FOLD, blanks: true }, null],
    ['nothing of a text in quotes, which is not understood', '\\Qa.b\\E', NO_FOLD, null],
    ['nothing of an octal code', '\\001', NO_FOLD, null],
    ['the word behind a class with brackets in it', '[^\\]a[:alpha:]\\n]发票', NO_FOLD, ['发票']],
    ['the word behind a line break', '\\n发票', NO_FOLD, ['发票']],
    [
      'a long word cut to a part of it',
      '一二三四五六七八九十甲乙丙丁戊己庚辛',
      NO_FOLD,
      ['一二三四五六七八九十甲乙丙丁戊己'],
    ],
    ['nothing of more ways than it pays to look for', '[ab]'.repeat(3), NO_FOLD, null],
  ])('knows %s', (_, source, fold, words) => {
    expect(compileRe2(source, fold.case).refused).toBeNull()
    expect(needed(source, fold)).toEqual(words)
  })

  it('never rules out a text that the pattern is found in', () => {
    const leaf = fc.constantFrom(
      '在',
      '吗',
      'a',
      'K',
      's',
      '.',
      '\\d',
      '[ab在]',
      '[^a]',
      '\\b',
      '^',
      '$',
      '!',
      ' ',
      'é',
      '(?i)',
      '\\s',
      '号',
      '\\.',
      'ſ',
    )
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('')),
        fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '+?'))
          .map(([a, times]) => `(?:${a})${times}`),
        tie('pattern').map((inside) => `(${inside})`),
        tie('pattern').map((inside) => `(?i:${inside})`),
      ),
    }))
    const text = fc.string({
      unit: fc.constantFrom(
        '在',
        '吗',
        'a',
        'A',
        'k',
        'K',
        '\u212A',
        'ſ',
        's',
        'S',
        '1',
        '!',
        ' ',
        '号',
        '\u0301',
        'e',
        'É',
        '.',
      ),
      maxLength: 12,
    })
    const anyFold = fc.constantFrom(...SOME_FOLDS)
    let found = 0
    fc.assert(
      fc.property(pattern, text, anyFold, (source, given, fold) => {
        const compiled = compileRe2(source, fold.case)
        if (!compiled.pattern?.test(compose(given).trim())) return
        const words = needed(source, fold)
        if (!words) return
        found++
        const folded = foldText(given, fold)
        expect([source, given, words.some((word) => folded.includes(foldText(word, fold)))]).toEqual([
          source,
          given,
          true,
        ])
      }),
      { numRuns: 1_000 },
    )
    expect(found).toBeGreaterThan(20)
  })
})
