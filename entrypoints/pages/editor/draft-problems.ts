import type { ConditionPlace, DraftProblem } from './rule-draft.ts'

type Field = DraftProblem['field']

/**
 * The problems of some fields; with `at` those of the place alone. A problem that names no place belongs to the first one,
 * so that each is shown exactly once.
 */
export function problemsAt(problems: readonly DraftProblem[], fields: readonly Field[], at?: string): DraftProblem[] {
  return problems.filter((problem) => {
    if (!fields.includes(problem.field)) return false
    return at === undefined || placeOf(problem) === at
  })
}

function placeOf({ field, at }: DraftProblem): string {
  if (!WHAT.includes(field)) return at ?? '0'
  // What is wrong with a whole group is said at its first condition.
  return at?.includes('.') ? at : `${at ?? '0'}.0`
}

/** The name that a problem gives the place of a condition. */
export function placeName([group, condition]: ConditionPlace): string {
  return `${group}.${condition}`
}

const WHAT: readonly Field[] = ['texts', 'pattern', 'content']

/** Fields that have their place in the popup's editor. */
const IN_POPUP: readonly Field[] = ['kinds', 'contacts', ...WHAT, 'reply', 'cooldown', 'hours', 'first', 'rule']

/** Problems that the popup's editor has no field for: they are said at its foot, with the way to the workbench. */
export function problemsElsewhere(problems: readonly DraftProblem[]): DraftProblem[] {
  return problems.filter(({ field }) => !IN_POPUP.includes(field))
}
