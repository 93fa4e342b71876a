import * as fc from 'fast-check'
import entries from 'opencc-js/dict/TSCharacters'
import { describe, expect, it } from 'vitest'
import { foldKey, foldText, foldWhole } from '../../../lib/rules/fold.ts'
import type { Fold } from '../../../lib/rules/fold.ts'
import { cpuTime } from './cpu-time.ts'
import { NO_FOLD, SOME_FOLDS } from './examples.ts'

const ALL: Fold = { case: true, width: true, blanks: true, repeats: true, script: true }
const only = (...names: (keyof Fold)[]): Fold => ({
  ...NO_FOLD,
  ...Object.fromEntries(names.map((name) => [name, true])),
})

const anyFold = fc.constantFrom(...SOME_FOLDS)
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('在吗嗎麼后後Aa１Ａ！!?？。，～~ \u3000\u00A0\u200Bßςσ…[]ｶﾞガ𠵾㗲😀')),
    fc.integer({ min: 0, max: 0x10_ffff }).map((code) => String.fromCodePoint(code)),
  ),
  maxLength: 40,
})

describe('foldText', () => {
  it.each<[string, Fold, string, string]>([
    ['composes, whatever is asked', NO_FOLD, 'cafe\u0301', 'caf\u00E9'],
    ['leaves everything else alone when nothing is asked', NO_FOLD, 'Ａa  嗎！！', 'Ａa  嗎！！'],
    ['takes case away', only('case'), 'PPT 那个Ä', 'ppt 那个ä'],
    ['takes the three sigmas for one', only('case'), 'ΣΑΣ σας', 'σασ σασ'],
    ['leaves a letter whose capital is two', only('case'), 'Straße', 'straße'],
    ['leaves a letter whose small form is two', only('case'), 'İ', 'İ'],
    ['makes full-width letters, digits and marks narrow', only('width'), 'ＡＢｃ１２３！？～', 'ABc123!?~'],
    ['makes the full-width blank narrow', only('width'), '在　吗', '在 吗'],
    ['makes full-width signs of money narrow', only('width'), '￥１', '¥1'],
    ['keeps the overline, which has no narrow form of one character', only('width'), '￣', '￣'],
    ['makes half-width kana wide and joins their marks', only('width'), 'ｶﾞｯｺｳ', 'ガッコウ'],
    ['leaves ligatures and circled numbers alone', only('width'), 'ﬁ①㎏', 'ﬁ①㎏'],
    ['does not take the ideographic full stop for a point', only('width'), '好。', '好。'],
    ['takes the case of full-width letters away', only('case', 'width'), 'ＰＰＴ', 'ppt'],
    ['leaves blanks out wherever they are', only('blanks'), ' 在 \t吗\u3000\u00A0？\u200B\n', '在吗？'],
    ['makes one mark of several', only('repeats'), '在吗？？？！！！。。', '在吗？！。'],
    ['makes one tilde of several', only('repeats'), '好~~~～～', '好~～'],
    ['keeps repeated letters, digits and signs that are no punctuation', only('repeats'), '哈哈 100 ++', '哈哈 100 ++'],
    ['does not make one of marks with something between', only('repeats'), '？ ？', '？ ？'],
    ['makes one of marks with only blanks between, without blanks', only('repeats', 'blanks'), '？ ？', '？'],
    ['makes one of a wide and a narrow mark, without width', only('repeats', 'width'), '？?', '?'],
    ['makes traditional characters simplified', only('script'), '開發票嗎，請問', '开发票吗，请问'],
    ['leaves simplified ones alone', only('script'), '开发票吗', '开发票吗'],
    ['takes the first of several simplified forms', only('script'), '乾', '干'],
    ['takes characters beyond the first plane', only('script'), '𠁞', '𠀾'],
    ['takes a rare simplified form back to its traditional one', only('script'), '㗲𠵾', '㗲㗲'],
    ['does all at once', ALL, ' 發 票 ＰＰＴ？？! ', '发票ppt?!'],
    ['leaves halves of characters alone', ALL, '\uD83D在\uDE00', '\uD83D在\uDE00'],
    ['leaves what is no character alone', ALL, '\uFFFE\uFFFF', '\uFFFE\uFFFF'],
    ['takes nothing', ALL, '', ''],
  ])('%s', (_, fold, text, folded) => {
    expect(foldText(text, fold)).toBe(folded)
  })

  it('takes every character of the table for the one that it simplifies to', () => {
    const different = entries.split('|').filter((entry) => {
      const [traditional = '', simplified = ''] = entry.split(' ')
      return foldText(traditional, only('script')) !== foldText(simplified, only('script'))
    })
    expect(different).toEqual([])
  })

  it('changes nothing any more in a folded text', () => {
    fc.assert(
      fc.property(anyText, anyFold, (text, fold) => {
        const folded = foldText(text, fold)
        expect(foldText(folded, fold)).toBe(folded)
      }),
    )
  })

  it('is the same for texts that Unicode says are the same', () => {
    fc.assert(
      fc.property(anyText, anyFold, (text, fold) => {
        expect(foldText(text.normalize('NFD'), fold)).toBe(foldText(text.normalize('NFC'), fold))
      }),
    )
  })

  it('finds a part of a text in the whole, when the part is of Chinese characters, ASCII or marks', () => {
    const plain = fc.string({ unit: fc.constantFrom(...Array.from('在吗嗎後Aak!!?？！ ，。1')), maxLength: 8 })
    fc.assert(
      fc.property(anyText, plain, anyText, anyFold, (before, part, after, fold) => {
        // A mark behind the part would make another letter of its last one.
        fc.pre(!/^[\p{M}\uFF9E\uFF9F]/u.test(after))
        expect(foldText(before + part + after, fold)).toContain(foldText(part, fold))
      }),
    )
  })

  it('takes no longer than the text is long, whatever it is made of', () => {
    for (const unit of ['a', 'Ａ', '嗎', '\u0301\u0323', '！', ' ', '\uD83D', 'ﾞ', 'é', '한', 'ꭰ']) {
      const text = unit.repeat(100_000 / unit.length)
      expect([unit, cpuTime(() => foldText(text, ALL), 3) < 100]).toEqual([unit, true])
    }
  })
})

describe('foldWhole', () => {
  it('leaves the blanks at the ends out, and only those', () => {
    expect(foldWhole(' 在 吗 \u00A0', NO_FOLD)).toBe('在 吗')
  })
})

describe('foldKey', () => {
  it('is different for every choice of options', () => {
    const keys = new Set<number>()
    for (let bits = 0; bits < 32; bits++) {
      const [a, b, c, d, e] = [1, 2, 4, 8, 16].map((bit) => (bits & bit) !== 0)
      keys.add(
        foldKey({ case: a === true, width: b === true, blanks: c === true, repeats: d === true, script: e === true }),
      )
    }
    expect(keys.size).toBe(32)
  })
})
