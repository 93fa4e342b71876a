import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../../lib/rules/fold.ts'
import type { Fold } from '../../../lib/rules/fold.ts'
import { buildKeywordAutomaton } from '../../../lib/rules/keyword-automaton.ts'
import { cpuTime } from './cpu-time.ts'
import { NO_FOLD, SOME_FOLDS } from './examples.ts'

function found(words: readonly string[], ...texts: string[]): string[] {
  const automaton = buildKeywordAutomaton(words, NO_FOLD)
  automaton.scan(texts)
  return automaton
    .found()
    .map((number) => words[number] ?? '?')
    .toSorted()
}

describe('buildKeywordAutomaton', () => {
  it.each<[string, string[], string, string[]]>([
    ['finds words anywhere', ['在吗', '发票'], '请问在吗，发票呢', ['发票', '在吗']],
    ['finds words of one character', ['票'], '发票', ['票']],
    ['finds words within words', ['发票', '票', '电子发票'], '要电子发票', ['发票', '电子发票', '票']],
    ['finds words that overlap', ['ab', 'bc', 'abc'], 'abc', ['ab', 'abc', 'bc']],
    ['finds a word behind the beginning of another', ['aab'], 'aaab', ['aab']],
    ['goes on from the end of what did not become a word', ['abcd', 'bce'], 'abce', ['bce']],
    ['finds nothing in an empty text', ['a'], '', []],
    ['finds nothing without words', [], '在吗', []],
    ['finds halves of characters by unit', ['\uDE00'], '😀', ['\uDE00']],
  ])('%s', (_, words, text, expected) => {
    expect(found(words, text)).toEqual(expected)
  })

  it('looks through all texts, each by itself', () => {
    expect(found(['ab', 'cd', 'bc'], 'xab', 'cdx')).toEqual(['ab', 'cd'])
  })

  it('reports each word once', () => {
    expect(found(['a', 'aa'], 'aaaaaa', 'aaa')).toEqual(['a', 'aa'])
  })

  it('speaks of the last scan alone', () => {
    const automaton = buildKeywordAutomaton(['a', 'b'], NO_FOLD)
    automaton.scan(['a'])
    automaton.scan(['b'])
    expect([automaton.found(), automaton.has(0), automaton.has(1)]).toEqual([[1], false, true])
  })

  it('finds what looking for each word would find', () => {
    const letter = fc.constantFrom(...Array.from('ab在吗'))
    const text = fc.string({ unit: letter, maxLength: 30 })
    const words = fc.uniqueArray(fc.string({ unit: letter, minLength: 1, maxLength: 6 }), { maxLength: 25 })
    fc.assert(
      fc.property(words, fc.array(text, { maxLength: 3 }), (given, texts) => {
        const expected = given.filter((word) => texts.some((one) => one.includes(word)))
        expect(found(given, ...texts)).toEqual(expected.toSorted())
        const automaton = buildKeywordAutomaton(given, NO_FOLD)
        automaton.scan(texts)
        expect(given.filter((_, number) => automaton.has(number))).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  it('finds in a text as it was written what looking for each word in the folded text would find', () => {
    const unit = fc.constantFrom(...Array.from('ab在吗嗎Ａ!!！ \u3000\u0301éeｶﾞ㗲~～'))
    const fold = fc.constantFrom(...SOME_FOLDS)
    const anyText = fc.string({ unit, maxLength: 20 })
    fc.assert(
      fc.property(
        fc.array(anyText, { maxLength: 20 }),
        fc.array(anyText, { maxLength: 3 }),
        fold,
        (given, texts, how) => {
          const words = [...new Set(given.map((one) => foldText(one.slice(0, 4), how)))].filter((one) => one !== '')
          const automaton = buildKeywordAutomaton(words, how)
          automaton.scan(texts)
          const folded = texts.map((one) => foldText(one, how))
          expect(words.filter((_, number) => automaton.has(number))).toEqual(
            words.filter((word) => folded.some((one) => one.includes(word))),
          )
        },
      ),
      { numRuns: 150 },
    )
  })

  it.each<[string, Partial<Fold>, string, string]>([
    ['marks that stand several times', { repeats: true }, 'a!b', 'a!!!b'],
    ['marks with blanks between, without blanks', { repeats: true, blanks: true }, 'a!b', 'a! !b'],
    ['blanks', { blanks: true }, 'ab', 'a \u3000b'],
    ['wide letters in capitals', { width: true, case: true }, 'ab', 'xＡＢ'],
    ['traditional characters', { script: true }, '发票', '發票'],
  ])('reads over %s', (_, how, word, text) => {
    const automaton = buildKeywordAutomaton([word], { ...NO_FOLD, ...how })
    automaton.scan([text])
    expect(automaton.found()).toEqual([0])
    const strict = buildKeywordAutomaton([word], NO_FOLD)
    strict.scan([text])
    expect(strict.found()).toEqual([])
  })

  it('forgets what an accent makes another letter of', () => {
    const automaton = buildKeywordAutomaton(['e'], NO_FOLD)
    automaton.scan(['e\u0301'])
    expect(automaton.found()).toEqual([])
  })

  it.each<[string, string[]]>([
    ['many words that nearly match everywhere', Array.from({ length: 1_000 }, (_, n) => `${'a'.repeat(n % 200)}b${n}`)],
    ['a word of every length', Array.from({ length: 200 }, (_, n) => 'a'.repeat(n + 1))],
    ['words that fail at their last character', Array.from({ length: 50 }, (_, n) => `${'a'.repeat(199)}${n}`)],
  ])('takes no longer than the text is long for %s', (_, words) => {
    const automaton = buildKeywordAutomaton(words, NO_FOLD)
    const text = 'a'.repeat(100_000)
    expect(cpuTime(() => automaton.scan([text]))).toBeLessThan(30)
  })
})
