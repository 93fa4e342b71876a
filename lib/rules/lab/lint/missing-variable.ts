import { parseTemplate } from '../../template.ts'
import type { Finding } from '../finding.ts'
import { isCertain } from '../witness.ts'
import { finding } from './table.ts'
import type { Check } from './table.ts'

/** Messages tried for one case of the words: a pattern that leaves a group out has another text for it. */
const TRIED = 6

/**
 * Variables of a reply that stand for nothing when some of the rule's messages come: the group's name in a chat with a
 * friend, a capture of a part of the pattern that was not there. A reply of that variable alone would be empty, and the
 * engine says so.
 */
export const missingVariable: Check = (subject) => {
  const { rule, cases } = subject
  const variables = [...new Set(rule.reply.texts.flatMap(({ text }) => variablesOf(text)))]
  if (variables.length === 0 || !cases || !isCertain(rule)) return []
  return variables.flatMap((written): Finding[] => {
    for (const kind of rule.who.kinds) {
      for (const one of cases) {
        for (const witness of subject.witnesses(one, kind, TRIED)) {
          const outcome = subject.say(written, witness)
          if (outcome.kind === 'none' && outcome.why === 'empty-reply') {
            return [finding('missing-variable', subject, { witness, detail: written })]
          }
        }
      }
    }
    return []
  })
}

/** The variables of a template that can be empty, as they are written. */
function variablesOf(text: string): string[] {
  return parseTemplate(text).flatMap((part) =>
    part.kind === 'variable' ? [`{${part.name}}`] : part.kind === 'capture' ? [part.written] : [],
  )
}
