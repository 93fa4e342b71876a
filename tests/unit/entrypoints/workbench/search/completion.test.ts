import { describe, expect, it } from 'vitest'
import { complete, matching, openValue } from '../../../../../entrypoints/workbench/search/completion.ts'

const open = (text: string) => openValue(text, text.length)

describe('what fits behind a filter', () => {
  it('is known for the value at the caret alone', () => {
    expect(open('爬山 来自:小')).toEqual({ filter: 'from', typed: '小', from: 6, to: 7 })
    expect(open('-in："相 亲')).toEqual({ filter: 'in', typed: '相 亲', from: 4, to: 8 })
    expect(open('a|has:')).toMatchObject({ filter: 'has', typed: '' })
    for (const text of ['小明', 'from:小明 ', 'http:', 'in:"a" ', 'xfrom:a']) expect(open(text)).toBeNull()
    expect(openValue('from:小明 后', 6)).toMatchObject({ typed: '小' })
  })

  it('is put in whole, in quotes when it needs them, with a blank behind', () => {
    const at = open('x in:相')
    expect(at && complete('x in:相', at, '家人')).toEqual({ text: 'x in:家人 ', caret: 8 })
    expect(at && complete('x in:相', at, '相亲 "群"')).toEqual({ text: 'x in:"相亲 \\"群\\"" ', caret: 16 })
    const quoted = openValue('in:"相" y', 5)
    expect(quoted && complete('in:"相" y', quoted, '家 人').text).toBe('in:"家 人" y')
  })

  it('begins with the names that begin so', () => {
    expect(matching(['大小明', '小明', 'ＸＩＡＯ', '小明'], '小', 9)).toEqual(['小明', '大小明'])
    expect(matching(['ＸＩＡＯ', 'b'], 'xi', 9)).toEqual(['ＸＩＡＯ'])
    expect(matching(['a1', 'a2', 'a3'], '', 2)).toEqual(['a1', 'a2'])
  })
})
