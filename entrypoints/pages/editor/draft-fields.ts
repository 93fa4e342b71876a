import type { ContentKind, Rule, TextMatch } from '../../../lib/rules/rule.ts'

/** How one condition compares: the message's text in one of the ways of a text condition, a pattern, or what the message is. */
export type ConditionLook = TextMatch | 'pattern' | 'content'

/**
 * One condition as it stands in its fields. All the ways to compare keep what was filled in, so that looking at another
 * one loses nothing; only what belongs to `look` counts.
 */
export interface DraftCondition {
  look: ConditionLook
  not: boolean
  texts: readonly string[]
  /** What stands in the box and has not been added yet; it counts as one of `texts`. */
  typing: string
  pattern: string
  kinds: readonly ContentKind[]
}

export interface DraftGroup {
  join: 'all' | 'any'
  conditions: readonly DraftCondition[]
}

/** One answer that a follow-up waits for; `typing` as in {@link DraftCondition}. */
export interface DraftChoice {
  texts: readonly string[]
  typing: string
  reply: string
  again: boolean
}

type FollowUp = NonNullable<Rule['reply']['followUp']>
type Reply = Rule['reply']

/** A rule taken apart into what stands in the fields of the editor. Numbers that are none are NaN. */
export interface DraftFields extends Omit<Rule, 'what' | 'reply'> {
  what: Omit<Rule['what'], 'groups'> & { groups: readonly DraftGroup[] }
  reply: Omit<Reply, 'followUp'> & {
    followUp: (Omit<FollowUp, 'choices'> & { choices: readonly DraftChoice[] }) | null
  }
  /** Whether only the contacts in `who.contacts` are meant. */
  chosenOnly: boolean
}

export const BLANK_CONDITION: DraftCondition = {
  look: 'any-of',
  not: false,
  texts: [],
  typing: '',
  pattern: '',
  kinds: [],
}

export const BLANK_CHOICE: DraftChoice = { texts: [], typing: '', reply: '', again: false }

/** Takes a rule apart. */
export function toFields(rule: Rule): DraftFields {
  const { what, reply } = rule
  return {
    ...rule,
    what: { ...what, groups: what.groups.map(({ join, conditions }) => ({ join, conditions: conditions.map(apart) })) },
    reply: {
      ...reply,
      followUp: reply.followUp && {
        ...reply.followUp,
        choices: reply.followUp.choices.map((choice) => ({ ...choice, typing: '' })),
      },
    },
    chosenOnly: rule.who.contacts.length > 0,
  }
}

function apart(condition: Rule['what']['groups'][number]['conditions'][number]): DraftCondition {
  const blank = { ...BLANK_CONDITION, not: condition.not }
  switch (condition.on) {
    case 'text':
      return { ...blank, look: condition.match, texts: condition.texts }
    case 'pattern':
      return { ...blank, look: 'pattern', pattern: condition.pattern }
    case 'content':
      return { ...blank, look: 'content', kinds: condition.kinds }
  }
}

/** The rule that the fields make, good or not. */
export function toRule({ chosenOnly, ...fields }: DraftFields): Rule {
  const { who, what, reply } = fields
  return {
    ...fields,
    who: { ...who, contacts: chosenOnly ? who.contacts : [] },
    what: {
      ...what,
      groups: what.groups.map(({ join, conditions }) => ({ join, conditions: conditions.map(together) })),
    },
    reply: {
      ...reply,
      followUp: reply.followUp && {
        ...reply.followUp,
        choices: reply.followUp.choices.map(({ texts, typing, reply: answer, again }) => ({
          texts: withTyped(texts, typing),
          reply: answer,
          again,
        })),
      },
    },
  }
}

function together({ look, not, texts, typing, pattern, kinds }: DraftCondition) {
  if (look === 'pattern') return { on: 'pattern' as const, pattern: isBlank(pattern) ? '' : pattern, not }
  if (look === 'content') return { on: 'content' as const, kinds: [...kinds], not }
  return { on: 'text' as const, match: look, texts: withTyped(texts, typing), not }
}

/** The same fields with everything that stands in a box added: a repeated or empty one is only cleared. */
export function settled(fields: DraftFields): DraftFields {
  const { what, reply } = fields
  const settle = <T extends { texts: readonly string[]; typing: string }>(box: T): T => ({
    ...box,
    texts: withTyped(box.texts, box.typing),
    typing: '',
  })
  return {
    ...fields,
    what: {
      ...what,
      groups: what.groups.map((group) => ({ ...group, conditions: group.conditions.map(settle) })),
    },
    reply: {
      ...reply,
      followUp: reply.followUp && { ...reply.followUp, choices: reply.followUp.choices.map(settle) },
    },
  }
}

/** The texts with what stands in the box. A box with nothing but blanks is empty; other text is kept exactly as typed. */
export function withTyped(texts: readonly string[], typing: string): string[] {
  return [...new Set([...texts, ...(isBlank(typing) ? [] : [typing])])]
}

function isBlank(text: string): boolean {
  return text.trim() === ''
}
