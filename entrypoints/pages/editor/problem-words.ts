import { t } from '../../../lib/i18n/t.ts'
import type { RuleProblem } from '../../../lib/rules/rule.ts'
import { problemsAt } from './draft-problems.ts'
import type { DraftProblem } from './rule-draft.ts'

/** The problems of some fields in words; with `at` those of that place alone. */
export function problemWords(
  problems: readonly DraftProblem[],
  fields: readonly DraftProblem['field'][],
  at?: string,
): string[] {
  return problemsAt(problems, fields, at).map(problemText)
}

/** What is wrong and what to do, in words. */
export function problemText(problem: RuleProblem | DraftProblem): string {
  if (problem.code === 'no-contact') return t('editor.contacts.required')
  return t(`problem.${problem.code}`, { detail: problem.detail })
}
