import type { RE2JS } from 're2js'
import { DAY, HOUR } from '../time.ts'
import { checkTemplate } from './check-template.ts'
import type { CaptureSource } from './check-template.ts'
import { compileRe2 } from './re2.ts'
import { MAX_REPLY_LENGTH, MAX_RULES, MAX_TEXT_LENGTH, MAX_TEXTS, ruleSchema } from './rule.ts'
import type { Rule, RuleProblem } from './rule.ts'

/** Longest cooldown, ms: the rules remember a day, so a longer one could not be kept. */
export const MAX_COOLDOWN = DAY

/**
 * Checks a rule before it is saved. Nothing is repaired in silence: a rule comes back as it was given, or not at all and
 * with every problem found, each naming the field it is about.
 * @param value - The rule, from whoever sends it.
 * @param others - How many other rules there are already.
 */
export function checkRule(
  value: unknown,
  others = 0,
): { rule: Rule; problems: [] } | { rule: null; problems: RuleProblem[] } {
  const parsed = ruleSchema.safeParse(value)
  // The parts are read by themselves too, so that one bad field does not hide what is wrong with another.
  const { what, reply } = partsOf(value)
  const problems: RuleProblem[] = parsed.success ? [] : parsed.error.issues.map((issue) => toProblem(issue, what))
  if (others >= MAX_RULES) problems.push({ field: 'rule', code: 'too-many-rules', detail: String(MAX_RULES) })

  const readWhat = ruleSchema.shape.what.safeParse(what)
  const checked = readWhat.success ? checkWhat(readWhat.data) : null
  if (checked) problems.push(...checked.problems)

  const readReply = ruleSchema.shape.reply.safeParse(reply)
  if (readReply.success) {
    if (isBlank(readReply.data.text)) problems.push({ field: 'reply', code: 'no-reply', detail: '' })
    const captures = checked?.captures ?? (isObject(what) && what.match !== 'pattern' ? 'no-pattern' : 'refused')
    problems.push(...checkTemplate(readReply.data.text, captures))
  }

  if (parsed.success && parsed.data.cooldownMs > MAX_COOLDOWN) problems.push(badCooldown())
  return parsed.success && problems.length === 0 ? { rule: parsed.data, problems: [] } : { rule: null, problems }
}

function checkWhat(what: Rule['what']): { problems: RuleProblem[]; captures: CaptureSource } {
  const field = what.match === 'pattern' ? 'pattern' : 'texts'
  const problems: RuleProblem[] = what.texts.some(isBlank) ? [{ field, code: 'no-text', detail: '' }] : []
  if (what.match !== 'pattern') return { problems, captures: 'no-pattern' }

  if (what.texts.length > 1) problems.push({ field, code: 'too-many-texts', detail: '1' })
  const compiled = compileRe2(what.texts[0] ?? '', what.ignoreCase)
  if (!compiled.pattern) {
    return {
      problems: [...problems, { field, code: 'pattern-refused', detail: compiled.refused }],
      captures: 'refused',
    }
  }
  if (matchesNothingEverywhere(compiled.pattern)) {
    problems.push({ field, code: 'pattern-matches-everything', detail: what.texts[0] ?? '' })
  }
  return { problems, captures: compiled.pattern }
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

interface Issue {
  code: string
  path: readonly PropertyKey[]
}

/** A complaint of the schema in the editor's terms. What no user can cause by typing is `not-a-rule` with its path. */
function toProblem({ code, path }: Issue, what: unknown): RuleProblem {
  const where = path.join('.')
  const textField = isObject(what) && what.match === 'pattern' ? 'pattern' : 'texts'
  if (where === 'who.kinds' && code === 'too_small') return { field: 'kinds', code: 'no-kind', detail: '' }
  if (/^what\.texts(\.\d+)?$/u.test(where) && code === 'too_small') {
    return { field: textField, code: 'no-text', detail: '' }
  }
  if (where === 'what.texts' && code === 'too_big') {
    return { field: textField, code: 'too-many-texts', detail: String(MAX_TEXTS) }
  }
  if (where.startsWith('what.texts.') && code === 'too_big') {
    return { field: textField, code: 'text-too-long', detail: String(MAX_TEXT_LENGTH) }
  }
  if (where === 'reply.text' && code === 'too_small') return { field: 'reply', code: 'no-reply', detail: '' }
  if (where === 'reply.text' && code === 'too_big') {
    return { field: 'reply', code: 'reply-too-long', detail: String(MAX_REPLY_LENGTH) }
  }
  if (where === 'cooldownMs') return badCooldown()
  return { field: fieldOf(path), code: 'not-a-rule', detail: where }
}

function fieldOf([first, second]: readonly PropertyKey[]): RuleProblem['field'] {
  if (first === 'who') return second === 'contacts' ? 'contacts' : 'kinds'
  if (first === 'what') return 'texts'
  return first === 'reply' ? 'reply' : 'rule'
}

function badCooldown(): RuleProblem {
  return { field: 'cooldown', code: 'bad-cooldown', detail: String(MAX_COOLDOWN / HOUR) }
}

function partsOf(value: unknown): { what: unknown; reply: unknown } {
  return isObject(value) ? { what: value.what, reply: value.reply } : { what: undefined, reply: undefined }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Nothing that a person could see in the editor. */
function isBlank(text: string): boolean {
  return /^[\s\p{Cf}]*$/u.test(text)
}
