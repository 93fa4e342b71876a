import type { PartsProblem, VerifyProblem } from '../../../lib/export/verifier/verify-core.js'
import { formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'

/** What is wrong with a file, in words. The chat's name is not in them: it is others' text, and shown apart. */
export function problemWords(problem: VerifyProblem): string {
  switch (problem.kind) {
    case 'edited':
    case 'edited-within':
    case 'missing':
    case 'moved':
    case 'end':
      return t(`verify.problem.${problem.kind}`, { which: numbers(problem.from, problem.to) })
    case 'inserted':
      return problem.from === null
        ? t('verify.problem.inserted.somewhere')
        : t('verify.problem.inserted', { which: numbers(problem.from, problem.to ?? problem.from) })
    case 'count':
      return t('verify.problem.count', {
        said: typeof problem.said === 'number' ? problem.said : '?',
        found: problem.found,
      })
    case 'cut':
      return problem.n === undefined ? t('verify.problem.cut') : t('verify.problem.cut.after', { n: problem.n })
    case 'foreign-line':
      return t('verify.problem.foreign-line', { line: problem.line })
    case 'broken':
    case 'too-big':
      return problem.line === undefined
        ? t(`verify.problem.${problem.kind}`)
        : t(`verify.problem.${problem.kind}.line`, { line: problem.line })
    case 'seal':
    case 'doubled':
    case 'not-ours':
    case 'no-chain':
    case 'newer':
    case 'not-utf8':
      return t(`verify.problem.${problem.kind}`)
  }
}

/** What is wrong between files, in words. */
export function partsWords({ kind, from, to }: PartsProblem): string {
  return t(`verify.parts.${kind}`, { which: numbers(from, to) })
}

function numbers(from: number, to: number): string {
  return from === to
    ? t('verify.number', { n: formatNumber(from) })
    : t('verify.numbers', { from: formatNumber(from), to: formatNumber(to) })
}
