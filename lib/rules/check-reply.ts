import { SECOND } from '../time.ts'
import { checkTemplate } from './check-template.ts'
import type { CaptureSource } from './check-template.ts'
import { foldWhole } from './fold.ts'
import type { Fold } from './fold.ts'
import { isBlank } from './is-blank.ts'
import { isObject } from './is-object.ts'
import { MAX_DELAY, ruleSchema } from './rule.ts'
import type { Rule, RuleProblem } from './rule.ts'

const { shape } = ruleSchema.shape.reply

/**
 * What is wrong with the replies of a rule beyond their shape.
 * @param what - The rule's conditions, for what its follow-up folds.
 * @param captures - Where its replies can take captures from.
 */
export function checkReply(reply: unknown, what: unknown, captures: CaptureSource): RuleProblem[] {
  if (!isObject(reply)) return []
  const texts: unknown[] = Array.isArray(reply.texts) ? reply.texts : []
  const problems = texts.flatMap((raw, place) =>
    isObject(raw) && typeof raw.text === 'string' ? checkText(raw.text, 'reply', String(place), captures) : [],
  )
  const { data: delay } = shape.delay.safeParse(reply.delay)
  if (delay && delay.fromMs > delay.toMs) {
    problems.push({ field: 'delay', code: 'bad-delay', detail: String(MAX_DELAY / SECOND) })
  }
  const { data: followUp } = shape.followUp.safeParse(reply.followUp)
  if (followUp) problems.push(...checkFollowUp(followUp, what))
  return problems
}

/** A text of no length is said by its shape. */
function checkText(text: string, field: 'reply' | 'follow-up', at: string, captures: CaptureSource): RuleProblem[] {
  const problems: RuleProblem[] = text !== '' && isBlank(text) ? [{ field, code: 'no-reply', detail: '' }] : []
  return [...problems, ...checkTemplate(text, captures).map((problem) => ({ ...problem, field }))].map((problem) => ({
    ...problem,
    at,
  }))
}

/** An answer is compared as a whole, so nothing is captured of it. */
function checkFollowUp({ choices, otherwise }: NonNullable<Rule['reply']['followUp']>, what: unknown): RuleProblem[] {
  const { data: fold } = ruleSchema.shape.what.shape.fold.safeParse(isObject(what) ? what.fold : undefined)
  const problems = choices.flatMap(({ reply }, place) => checkText(reply, 'follow-up', String(place), 'no-pattern'))
  problems.push(...checkAnswers(choices, fold ?? NOTHING_FOLDED))
  return otherwise === null ? problems : [...problems, ...checkText(otherwise, 'follow-up', 'otherwise', 'no-pattern')]
}

const NOTHING_FOLDED: Fold = { case: false, width: false, blanks: false, repeats: false, script: false }

function checkAnswers(choices: readonly { texts: readonly string[] }[], fold: Fold): RuleProblem[] {
  const taken = new Map<string, number>()
  return choices.flatMap(({ texts }, place) =>
    texts.flatMap((text): RuleProblem[] => {
      const at = String(place)
      if (isBlank(text)) return [{ field: 'follow-up', code: 'no-answer', detail: '', at }]
      const folded = foldWhole(text, fold)
      const earlier = taken.get(folded) ?? place
      taken.set(folded, earlier)
      return earlier === place ? [] : [{ field: 'follow-up', code: 'same-answer', detail: text, at }]
    }),
  )
}
