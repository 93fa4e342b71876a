import type { CompiledRule, CompiledRules } from '../compile.ts'
import { parseTemplate } from '../template.ts'

/**
 * The rules with one of them alone having a say, and with one reply of its own: for `decide` without a trace. The rule has to
 * be switched on. Its words stay in the index as they are; to compile them anew for every reply would take its time.
 */
export function single(compiled: CompiledRules, { rule, place, ...other }: CompiledRule, reply: string): CompiledRules {
  const texts = [{ text: reply, weight: 1 }]
  const one: CompiledRule = {
    ...other,
    place,
    rule: { ...rule, goOn: false, reply: { ...rule.reply, texts, followUp: null } },
    replies: [parseTemplate(reply)],
    followUp: null,
  }
  // A place without a rule is passed over.
  const rules: CompiledRule[] = []
  rules[place] = one
  return { ...compiled, rules, byId: new Map([[rule.id, one]]) }
}
