import { matchWords } from '../../match-words.ts'
import { casesOf } from '../cases.ts'
import { coversCase, isSpecialCase } from '../covers.ts'
import { eventFrom } from '../event-draft.ts'
import type { Finding, Witness } from '../finding.ts'
import { isCertain } from '../witness.ts'
import { finding, takerOf } from './table.ts'
import type { Check, LintTable, Subject } from './table.ts'

/**
 * Rules whose own messages are answered by rules above them: all of them (`shadowed`), which is proved case by case beside
 * what the engine says; or some (`overlaps`), unless the one above is plainly a special case of the one below.
 */
export const taken: Check = (subject, table) => {
  const { rule, cases } = subject
  if (!cases) return []
  const overlaps = new Map<string, Finding>()
  let shadow: { by: string; witness: Witness } | null = null
  let isShadowed = true
  for (const kind of rule.who.kinds) {
    for (const one of cases) {
      const [witness] = subject.witnesses(one, kind)
      const by = witness ? takerOf(table.ask(witness)) : null
      if (!witness || by === null || by === rule.id) {
        isShadowed = false
        continue
      }
      shadow ??= { by, witness }
      isShadowed &&= rulesAbove(subject, table, witness).some((above) => coversCase(above, rule, one, kind))
      if (isCertain(rule) && !overlaps.has(by) && !isBySpecialRule(by, subject, table)) {
        overlaps.set(by, finding('overlaps', subject, { other: by, witness }))
      }
    }
  }
  if (isShadowed && shadow) return [finding('shadowed', subject, { other: shadow.by, witness: shadow.witness })]
  return [...overlaps.values()]
}

/** Rules above that the words of the message meet, and that let no rule below them answer as well. */
function rulesAbove({ compiled }: Subject, table: LintTable, witness: Witness) {
  return matchWords(table.compiled, eventFrom(witness))
    .filter((hit) => hit.compiled.place < compiled.place && !hit.compiled.rule.goOn)
    .map((hit) => hit.compiled.rule)
}

function isBySpecialRule(id: string, { rule }: Subject, { compiled }: LintTable): boolean {
  const above = compiled.byId.get(id)?.rule
  const cases = above && casesOf(above)
  return cases ? isSpecialCase(above, cases, rule) : false
}
