import { t } from '../../../lib/i18n/t.ts'
import type { DraftProblem } from './rule-draft.ts'

/** The problems of one field in words. A pattern's and a keyword's problems belong to the same place in the editor. */
export function problemWords(problems: readonly DraftProblem[], fields: readonly DraftProblem['field'][]): string[] {
  return problems.filter(({ field }) => fields.includes(field)).map(problemText)
}

function problemText(problem: DraftProblem): string {
  if (problem.code === 'no-contact') return t('editor.contacts.required')
  return t(`problem.${problem.code}`, { detail: problem.detail })
}
