import { beforeAll, describe, expect, it } from 'vitest'
import { partsWords, problemWords } from '../../../../../entrypoints/workbench/verify/problem-words.ts'
import { LIMITS } from '../../../../../lib/export/verifier/verify-core.js'
import type { PartsProblem, VerifyProblem } from '../../../../../lib/export/verifier/verify-core.js'
import { alsoSpeak, archiveWords, setLanguage, t } from '../../../../../lib/i18n/t.ts'

beforeAll(async () => {
  alsoSpeak(archiveWords)
  await setLanguage('zh-CN', '')
})

const where = { conversation: 'c', title: '强哥' }
const problems: [VerifyProblem, string][] = [
  [{ kind: 'edited', ...where, from: 7, to: 7 }, '改过：第 7 条'],
  [{ kind: 'edited-within', ...where, from: 101, to: 200 }, '其中至少有一条被改过：第 101 到 200 条'],
  [{ kind: 'missing', ...where, from: 7, to: 1_200 }, '不见了：第 7 到 1,200 条'],
  [{ kind: 'inserted', from: null, to: null }, '有后来加进去的消息'],
  [{ kind: 'inserted', ...where, from: 3, to: 3 }, '后来加进去的或重复的：第 3 条'],
  [{ kind: 'count', ...where, said: { not: 'a number' }, found: 2 }, '写着 ? 条，实际 2 条'],
  [{ kind: 'cut', ...where, n: 9 }, '文件在第 9 条之后被截断了'],
  [{ kind: 'cut' }, '文件没有写完或被截断了'],
  [{ kind: 'broken', line: 12 }, '从第 12 行起不是完整的 JSON，后面的内容没法检查'],
  [{ kind: 'foreign-line', line: 3 }, '第 3 行不是导出文件的内容'],
]

describe('what a check found', () => {
  it.each(problems)('is said in words: %o', (problem, words) => {
    expect(problemWords(problem)).toBe(words)
  })

  it('has words for files that are none of ours, and for each limit of a check', () => {
    for (const kind of ['seal', 'doubled', 'not-ours', 'no-chain', 'newer', 'not-utf8'] as const)
      expect(problemWords({ kind })).toMatch(/\p{Script=Han}/u)
    for (const limit of LIMITS) expect(t(`verify.limit.${limit}`)).toMatch(/\p{Script=Han}/u)
  })

  it('says what is wrong between files', () => {
    const between = (kind: PartsProblem['kind']) => partsWords({ kind, ...where, name: 'b.json', from: 4, to: 6 })
    expect(between('part-missing')).toBe('中间缺一份：第 4 到 6 条')
    expect(
      new Set((['earlier-part-missing', 'part-missing', 'overlap', 'does-not-continue'] as const).map(between)).size,
    ).toBe(4)
  })
})
