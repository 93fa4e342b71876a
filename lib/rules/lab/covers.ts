import type { ConversationKind } from '../../chat/message.ts'
import { foldText, foldWhole } from '../fold.ts'
import type { Fold } from '../fold.ts'
import type { Condition, ContentKind, Rule } from '../rule.ts'
import type { Case, Literal } from './cases.ts'

/**
 * Whether `above` takes every message of one kind of conversation that meets this case of `rule`. Only what can be proved
 * counts: when in doubt, it does not.
 */
export function coversCase(above: Rule, rule: Rule, one: Case, kind: ConversationKind): boolean {
  return coversPeople(above, rule, kind) && coversTime(above.when, rule.when) && coversWords(above.what, rule.what, one)
}

/** Whether everything that meets the words of `special` meets those of `general` too, whoever writes it. */
export function isSpecialCase(special: Rule, cases: readonly Case[], general: Rule): boolean {
  return cases.length > 0 && cases.every((one) => coversWords(general.what, special.what, one))
}

function coversPeople({ who: above }: Rule, { who }: Rule, kind: ConversationKind): boolean {
  // Without a mention a rule that names no group is silent in all of them.
  const needsMention = kind === 'friend' || who.onlyWhenMentioned || who.contacts.length === 0
  return (
    above.kinds.includes(kind) &&
    coversList(above.contacts, who.contacts) &&
    above.except.every((id) => who.except.includes(id)) &&
    (kind !== 'friend' || coversList(above.categories, who.categories)) &&
    (kind === 'friend' || coversList(above.authors, who.authors)) &&
    (kind !== 'group' || coversList(above.roles, who.roles)) &&
    (!above.onlyWhenMentioned || needsMention)
  )
}

/** An empty list is everybody. */
function coversList(above: readonly string[], list: readonly string[]): boolean {
  return above.length === 0 || (list.length > 0 && list.every((entry) => above.includes(entry)))
}

function coversTime(above: Rule['when'], when: Rule['when']): boolean {
  const coversHours =
    above.hours.length === 0 ||
    (when.hours.length > 0 &&
      when.hours.every((span) => above.hours.some((other) => JSON.stringify(other) === JSON.stringify(span))))
  const coversDates =
    above.dates === null ||
    ((above.dates.from === null || (when.dates?.from ?? '') >= above.dates.from) &&
      (above.dates.to === null || (when.dates !== null && when.dates.to !== null && when.dates.to <= above.dates.to)))
  return coversHours && coversDates && coversFirst(above, when) && (!above.onlyWhenAway || when.onlyWhenAway)
}

/** The first message ever is also the first of its day, and the first after any silence. */
function coversFirst(above: Rule['when'], when: Rule['when']): boolean {
  if (above.first === 'any' || when.first === 'ever') return true
  if (above.first !== when.first) return false
  return above.first !== 'after-silence' || above.silenceDays <= when.silenceDays
}

function coversWords({ join, groups, fold }: Rule['what'], what: Rule['what'], one: Case): boolean {
  const isCoarser = (Object.keys(fold) as (keyof Fold)[]).every((option) => fold[option] || !what.fold[option])
  if (!isCoarser) return false
  const met = (condition: Condition): boolean => isImplied(condition, one, fold, what.fold)
  return joined(join, groups, (group) => joined(group.join, group.conditions, met))
}

function joined<Item>(join: 'all' | 'any', items: readonly Item[], holds: (item: Item) => boolean): boolean {
  return join === 'all' ? items.every(holds) : items.some(holds)
}

/** Whether a condition holds for every message that meets the case. `fold` is the condition's, `other` that of the case. */
function isImplied(condition: Condition, one: Case, fold: Fold, other: Fold): boolean {
  switch (condition.on) {
    case 'pattern':
      return (
        fold.case === other.case &&
        one.some(
          (literal) =>
            literal.on === 'pattern' && literal.pattern === condition.pattern && literal.not === condition.not,
        )
      )
    case 'content':
      return one.some((literal) => impliesContent(literal, condition))
    case 'text':
      return condition.not ? isTextExcluded(condition, one, fold) : isTextImplied(condition, one, fold)
  }
}

function impliesContent(literal: Literal, { kinds, not }: { kinds: readonly ContentKind[]; not: boolean }): boolean {
  if (literal.on === 'content') {
    if (literal.not !== not) return false
    // To have one of a few is to have one of more; to have none of many is to have none of fewer.
    return not
      ? kinds.every((kind) => literal.kinds.includes(kind))
      : literal.kinds.every((kind) => kinds.includes(kind))
  }
  // Words stand in a text, in the name of a face or in the place of a picture; or of something nobody can read.
  const isSaid = (['text', 'face', 'picture'] as const).every((kind) => kinds.includes(kind))
  return (
    !not &&
    isSaid &&
    literal.on === 'text' &&
    !literal.not &&
    /[\p{L}\p{N}]/u.test(literal.text) &&
    !'[未知内容]'.includes(literal.text.trim())
  )
}

type TextCondition = Extract<Condition, { on: 'text' }>

function isTextImplied({ match, texts }: TextCondition, one: Case, fold: Fold): boolean {
  const given = one.flatMap((literal) => (literal.on === 'text' && !literal.not ? [literal] : []))
  const implied = (text: string): boolean => {
    const folded = foldText(text, fold)
    const whole = folded.trim()
    if (whole === '') return false
    return given.some((literal) => {
      const has = foldText(literal.text, fold)
      switch (match) {
        case 'any-of':
        case 'all-of':
          return (literal.match === 'any-of' || literal.match === 'all-of' ? has : has.trim()).includes(folded)
        case 'exact':
          return literal.match === 'exact' && has.trim() === whole
        case 'starts':
          return (literal.match === 'exact' || literal.match === 'starts') && has.trim().startsWith(folded.trimStart())
        case 'ends':
          return (literal.match === 'exact' || literal.match === 'ends') && has.trim().endsWith(folded.trimEnd())
      }
    })
  }
  return match === 'all-of' ? texts.every(implied) : texts.some(implied)
}

/** A negated condition is certain only where the case says the whole text. */
function isTextExcluded({ match, texts }: TextCondition, one: Case, fold: Fold): boolean {
  const exact = one.find((literal) => literal.on === 'text' && literal.match === 'exact' && !literal.not)
  if (exact?.on !== 'text') return false
  // Blanks around it do not count for the whole text, but could for a part of it.
  const whole = ` ${foldWhole(exact.text, fold)} `
  const none = texts.every((text) => !whole.includes(foldText(text, fold)))
  return match === 'all-of' ? texts.some((text) => !whole.includes(foldText(text, fold))) : none
}
