import { describe, expect, it } from 'vitest'
import { mentionsMe, withoutMention } from '../../../lib/rules/mention.ts'

describe('mentionsMe', () => {
  it.each<[string, string, string[], boolean]>([
    ['at the end of the text', '哼哼@时光1号', ['时光1号'], true],
    ['before a blank', '@时光1号 在吗', ['时光1号'], true],
    ['before a blank that does not break', '@时光1号\u00A0在吗', ['时光1号'], true],
    ['before a line break', '@小明\n在吗', ['小明'], true],
    ['before Chinese punctuation', '@小明，在吗', ['小明'], true],
    ['before the next mention', '@小明@小红 开会', ['小明'], true],
    ['before a full stop', 'thanks @ming.', ['ming'], true],
    ['by card or by nick', '@阿明 在吗', ['小明（财务）', '阿明'], true],
    ['by a name with a blank that does not break, written with an ordinary one', '@小 明 在吗', ['小\u00A0明'], true],
    ['by a name with a blank at its end', '@小明 在吗', ['小明 '], true],
    ['by a name composed otherwise', '@caf\u00E9 ?', ['cafe\u0301'], true],
    ['by a name of pattern characters', '@a.*b 在吗', ['a.*b'], true],
    ['later, though somebody with a longer name comes first', '@小明明 和 @小明 来', ['小明'], true],
    ['not by a longer name that begins with mine', '@小明明 在吗', ['小明'], false],
    ['not by a name that goes on in brackets', '@小明（北京） 在吗', ['小明'], false],
    ['not by a mail address', 'mail bob@ming.com', ['ming'], false],
    ['not without the sign', '小明 在吗', ['小明'], false],
    ['not with a blank after the sign', '@ 小明 在吗', ['小明'], false],
    ['not by an empty name', '@ 在吗', ['', ' '], false],
    ['not without names', '@小明 在吗', [], false],
  ])('%s', (_, text, names, mentioned) => {
    expect(mentionsMe(text, names)).toBe(mentioned)
  })
})

describe('withoutMention', () => {
  it.each<[string, string, string[], string]>([
    ['leaves what was said to me', '@小明 在吗', ['小明'], '在吗'],
    ['joins what stood around it with a blank', '今天 @小明 在吗', ['小明'], '今天 在吗'],
    ['takes the longest of my names', '@小明 2 在吗', ['小明', '小明 2'], '在吗'],
    ['takes only the first', '@小明 @小明 在吗', ['小明'], '@小明 在吗'],
    ['leaves a text without a mention alone', ' 在吗\u00A0', ['小明'], ' 在吗\u00A0'],
  ])('%s', (_, text, names, rest) => {
    expect(withoutMention(text, names)).toBe(rest)
  })
})
