import { checkReply } from './check-reply.ts'
import { shapeProblem } from './check-shape.ts'
import { checkWhat } from './check-what.ts'
import { checkTests, checkWhen } from './check-when.ts'
import { isObject } from './is-object.ts'
import { MAX_RULES, ruleSchema } from './rule.ts'
import type { Rule, RuleProblem } from './rule.ts'

/**
 * Checks a rule before it is saved. Nothing is repaired in silence: a rule comes back as it was given, or not at all and
 * with every problem found, each naming the field it is about and, where there are several of it, which one.
 * @param value - The rule, from whoever sends it.
 * @param others - How many other rules there are already.
 */
export function checkRule(
  value: unknown,
  others = 0,
): { rule: Rule; problems: [] } | { rule: null; problems: RuleProblem[] } {
  const parsed = ruleSchema.safeParse(value)
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => shapeProblem(issue, value))
  if (others >= MAX_RULES) problems.push({ field: 'rule', code: 'too-many-rules', detail: String(MAX_RULES) })
  if (isObject(value)) {
    // Each part is read by itself too, so that one bad field does not hide what is wrong with another.
    const { problems: ofWhat, captures } = checkWhat(value.what)
    problems.push(...ofWhat, ...checkWhen(value.when), ...checkReply(value.reply, value.what, captures))
    problems.push(...checkTests(value.tests))
  }
  return parsed.success && problems.length === 0 ? { rule: parsed.data, problems: [] } : { rule: null, problems }
}
