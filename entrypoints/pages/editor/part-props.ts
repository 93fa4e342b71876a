import type { DraftProblem, RuleDraft } from './rule-draft.ts'

/** What every part of the editor is given. `problems`: those that are shown now; none before the first attempt to save. */
export interface EditorPartProps {
  draft: RuleDraft
  problems: readonly DraftProblem[]
}
