import type { ConversationKind } from '../../../chat/message.ts'
import type { Finding, Witness } from '../finding.ts'
import { circumstancesOf, isCertain } from '../witness.ts'
import { templatesOf } from './replies.ts'
import { finding, takerOf } from './table.ts'
import type { Check, LintTable, Subject } from './table.ts'

/** Texts that only a rule for anything answers. */
const CONTROLS = ['嗯', 'ok']

/**
 * Replies that, said by the other side, would be answered by the same rule or by another one: what begins when the other
 * side repeats, quotes or has rules like ours. A rule that answers anything whatever is no finding of the reply.
 */
export const triggers: Check = (subject, table) => {
  const { rule, open } = subject
  if (open.kind !== 'open' || !isCertain(rule)) return []
  const found = new Map<string, Finding>()
  for (const kind of rule.who.kinds) {
    const place = { ...circumstancesOf(rule, kind, open.at), mentioned: false, content: [] }
    for (const text of repliesOf(subject, kind)) {
      const witness: Witness = { ...place, text }
      const outcome = table.ask(witness)
      if (outcome.kind !== 'reply') continue
      const by = takerOf(outcome)
      if (by === null || found.has(by)) continue
      if (CONTROLS.some((control) => answers(by, { ...place, text: control }, table))) continue
      const isItself = by === rule.id
      found.set(
        by,
        finding(isItself ? 'triggers-itself' : 'triggers-other', subject, { other: isItself ? null : by, witness }),
      )
    }
  }
  return [...found.values()]
}

/** Everything the rule can say to the first message that it answers, with the names of nobody in particular. */
function repliesOf(subject: Subject, kind: ConversationKind): Set<string> {
  const replies = new Set<string>()
  for (const one of subject.cases ?? []) {
    const [witness] = subject.witnesses(one, kind)
    if (!witness) continue
    for (const template of templatesOf(subject.rule)) {
      const outcome = subject.say(template, witness)
      if (outcome.kind === 'reply') for (const { text } of outcome.replies) replies.add(text)
      else if (outcome.text !== null) replies.add(outcome.text)
    }
    break
  }
  return replies
}

function answers(id: string, witness: Witness, table: LintTable): boolean {
  return takerOf(table.ask(witness)) === id
}
