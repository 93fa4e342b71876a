import type { RE2JS } from 're2js'
import type { CaptureSource } from './check-template.ts'
import { isBlank } from './is-blank.ts'
import { isObject } from './is-object.ts'
import { compileRe2 } from './re2.ts'
import { conditionSchema } from './rule.ts'
import type { Condition, RuleProblem } from './rule.ts'

/**
 * What is wrong with the conditions of a rule beyond their shape, and where its replies can take captures from. Conditions
 * whose shape is wrong are passed over.
 */
export function checkWhat(what: unknown): { problems: RuleProblem[]; captures: CaptureSource } {
  const ignoreCase = isObject(what) && isObject(what.fold) && what.fold.case === true
  const problems: RuleProblem[] = []
  let captures: CaptureSource = 'no-pattern'
  for (const { raw, at } of rawConditions(what)) {
    const read = conditionSchema.safeParse(raw)
    // A pattern that is empty, or one that is too long, is said elsewhere: its captures are nobody's fault.
    if (!read.success) {
      if (isObject(raw) && raw.on === 'pattern' && raw.not !== true && captures === 'no-pattern') captures = 'refused'
      continue
    }
    const { problems: found, pattern } = checkCondition(read.data, at, ignoreCase)
    problems.push(...found)
    if (pattern !== null && captures === 'no-pattern') captures = pattern
  }
  return { problems, captures }
}

function rawConditions(what: unknown): { raw: unknown; at: string }[] {
  if (!isObject(what) || !Array.isArray(what.groups)) return []
  return what.groups.flatMap((group: unknown, place) =>
    isObject(group) && Array.isArray(group.conditions)
      ? group.conditions.map((raw: unknown, within) => ({ raw, at: `${place}.${within}` }))
      : [],
  )
}

/** `pattern`: what it captures with; null: nothing. */
function checkCondition(
  condition: Condition,
  at: string,
  ignoreCase: boolean,
): { problems: RuleProblem[]; pattern: RE2JS | 'refused' | null } {
  if (condition.on === 'content') return { problems: [], pattern: null }
  if (condition.on === 'text') {
    const problems: RuleProblem[] = condition.texts.some(isBlank)
      ? [{ field: 'texts', code: 'no-text', detail: '', at }]
      : []
    return { problems, pattern: null }
  }
  const { pattern: source, not } = condition
  if (isBlank(source)) {
    return { problems: [{ field: 'pattern', code: 'no-text', detail: '', at }], pattern: not ? null : 'refused' }
  }
  const { pattern, refused } = compileRe2(source, ignoreCase)
  if (!pattern) {
    return {
      problems: [{ field: 'pattern', code: 'pattern-refused', detail: refused, at }],
      pattern: not ? null : 'refused',
    }
  }
  const problems: RuleProblem[] = matchesNothingEverywhere(pattern)
    ? [{ field: 'pattern', code: 'pattern-matches-everything', detail: source, at }]
    : []
  return { problems, pattern: not ? null : pattern }
}

/** Texts with next to nothing in common: what is found in all of them is found in every message. */
const UNLIKE_TEXTS = ['一', 'x', 'Q', '7', '?', '。', '😀', '_']

/**
 * Found in every message because it can match nothing at all (`a*`, `在|`): a slip of the hand that would answer
 * everybody. `.+` and `.*` are found everywhere as well, but say so, and are allowed.
 */
function matchesNothingEverywhere(pattern: RE2JS): boolean {
  const found = UNLIKE_TEXTS.map((text) => {
    const match = pattern.matcher(text)
    return match.find() ? match.group(0) : null
  })
  return found.every((part) => part !== null) && found.some((part) => part === '')
}
