import { describe, expect, it } from 'vitest'
import { sameCutName } from '../../../lib/chat/same-cut-name.ts'

const cutAt = (name: string, bytes: number) => new TextDecoder().decode(new TextEncoder().encode(name).slice(0, bytes))

describe('sameCutName', () => {
  const long = '周末羽毛球队长兼后勤部长强哥'

  it.each([18, 21])('knows a name again that was cut at %d bytes', (bytes) => {
    expect(sameCutName(long, cutAt(long, bytes))).toBe(true)
    expect(sameCutName(cutAt(long, bytes), long)).toBe(true)
  })

  it('knows it again when the cut went through a character', () => {
    for (const name of ['a周末羽毛球队长兼后勤', 'ab周末羽毛球队长兼后勤', 'abc😀😀😀😀😀😀'])
      for (const bytes of [18, 21]) {
        expect(sameCutName(name, cutAt(name, bytes))).toBe(true)
        expect(sameCutName(name, cutAt(name, bytes).replaceAll('\uFFFD', ''))).toBe(true)
      }
  })

  it('takes equal names for the same', () => {
    expect(sameCutName('强哥', '强哥')).toBe(true)
    expect(sameCutName('', '')).toBe(true)
  })

  it.each([
    ['a short beginning', '强哥', '强哥的朋友阿明和他的妹妹'],
    ['no name at all', '', long],
    ['another end', '周末羽毛球队长', '周末羽毛球队员小明和他的朋友'],
    ['a beginning longer than any cut', '周末羽毛球队长兼后勤', long],
  ])('does not take %s for a cut', (_what, a, b) => {
    expect(sameCutName(a, b)).toBe(false)
    expect(sameCutName(b, a)).toBe(false)
  })
})
