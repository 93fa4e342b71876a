import { circumstancesOf } from '../witness.ts'
import { finding } from './table.ts'
import type { Check } from './table.ts'

/**
 * Rules for groups that name none and do not ask for a mention: where nobody names the user they stay silent, which may not
 * be what was meant.
 */
export const needsGroup: Check = (subject, table) => {
  const { rule, cases, open } = subject
  const { kinds, contacts, onlyWhenMentioned } = rule.who
  const kind = kinds.find((one) => one !== 'friend')
  if (kind === undefined || contacts.length > 0 || onlyWhenMentioned || !cases || open.kind !== 'open') return []
  for (const one of cases) {
    const [found] = subject.witnesses(one, kind)
    if (!found) continue
    const witness = { ...found, ...circumstancesOf(rule, kind, open.at), mentioned: false }
    const outcome = table.ask(witness)
    if (outcome.kind === 'none' && outcome.why === 'group-needs-mention' && outcome.ruleId === rule.id) {
      return [finding('needs-group', subject, { witness })]
    }
  }
  return []
}
