import { computed } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { checkRule } from '../../../lib/rules/check.ts'
import type { Rule, RuleProblem } from '../../../lib/rules/rule.ts'
import { settled, toFields, toRule } from './draft-fields.ts'
import type { DraftCondition, DraftFields } from './draft-fields.ts'
import { createHistory } from './history.ts'

export type { RuleStart } from './blank-rule.ts'

/** What stops a draft from being saved: what the rules say, and one thing only the editor can know. */
export type DraftProblem = RuleProblem | { field: 'contacts'; code: 'no-contact'; detail: string; at?: string }

/** Place of a condition: of its group, and in it. From 0. */
export type ConditionPlace = readonly [group: number, condition: number]

/** A rule being written: what stands in the fields, and the rule they make. One for popup, drawer and workbench. */
export interface RuleDraft {
  readonly id: string
  readonly fields: ReadonlySignal<DraftFields>
  /** The rule as it stands in the fields, good or not. What stands in a box counts as added. */
  readonly rule: ReadonlySignal<Rule>
  /** What is wrong with it now. */
  readonly problems: ReadonlySignal<readonly DraftProblem[]>
  /** It is not what it was at the beginning. */
  readonly isChanged: ReadonlySignal<boolean>
  readonly canUndo: ReadonlySignal<boolean>
  readonly canRedo: ReadonlySignal<boolean>
  undo(): void
  redo(): void
  /** Changes fields; `step` names what is being typed into, so that it is taken back in one go. */
  change(change: (fields: DraftFields) => DraftFields, step?: string): void
  who(change: Partial<DraftFields['who']>): void
  when(change: Partial<DraftFields['when']>, step?: string): void
  reply(change: Partial<DraftFields['reply']>, step?: string): void
  condition(place: ConditionPlace, change: Partial<DraftCondition>, step?: string): void
  /** Adds what stands in the boxes. */
  settle(): void
  setKind(kind: ConversationKind, on: boolean): void
  setContact(list: ContactList, id: ContactId, on: boolean): void
}

/** The lists of people of a rule. */
export type ContactList = 'contacts' | 'except' | 'authors'

const KIND_ORDER: readonly ConversationKind[] = ['friend', 'group', 'discuss']

/**
 * Takes a rule apart for the editor; a new one is `BLANK`. `others`: how many other rules there are. `resumed`: what
 * stood in the fields when it was left.
 */
export function createDraft(
  from: Rule,
  others: number,
  resumed?: DraftFields,
  now = () => performance.now(),
): RuleDraft {
  const first = toFields(from)
  const history = createHistory(first, now)
  const fields = history.present
  if (resumed) history.set(resumed)

  const change: RuleDraft['change'] = (to, step) => history.set(to(fields.value), step)
  const rule = computed(() => toRule(fields.value))
  const asItWas = JSON.stringify(from)

  return {
    id: from.id,
    fields,
    rule,
    problems: computed(() => {
      const found: DraftProblem[] = [...checkRule(rule.value, others).problems]
      const nobody = fields.value.chosenOnly && fields.value.who.contacts.length === 0
      return nobody ? [{ field: 'contacts', code: 'no-contact', detail: '' }, ...found] : found
    }),
    isChanged: computed(() => JSON.stringify(rule.value) !== asItWas),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    change,
    who: (who) => change((before) => ({ ...before, who: { ...before.who, ...who } })),
    when: (when, step) => change((before) => ({ ...before, when: { ...before.when, ...when } }), step),
    reply: (reply, step) => change((before) => ({ ...before, reply: { ...before.reply, ...reply } }), step),
    condition: (place, condition, step) => change((before) => withCondition(before, place, condition), step),
    settle() {
      if (JSON.stringify(settled(fields.value)) !== JSON.stringify(fields.value)) change(settled)
    },
    setKind(kind, on) {
      change((before) => {
        const kinds = KIND_ORDER.filter((other) => (other === kind ? on : before.who.kinds.includes(other)))
        return { ...before, who: { ...before.who, kinds } }
      })
    },
    setContact(list, id, on) {
      change((before) => {
        const others = before.who[list].filter((other) => other !== id)
        return { ...before, who: { ...before.who, [list]: on ? [...others, id] : others } }
      })
    },
  }
}

function withCondition(fields: DraftFields, [at, index]: ConditionPlace, change: Partial<DraftCondition>): DraftFields {
  const groups = fields.what.groups.map((group, place) =>
    place === at
      ? {
          ...group,
          conditions: group.conditions.map((condition, other) =>
            other === index ? { ...condition, ...change } : condition,
          ),
        }
      : group,
  )
  return { ...fields, what: { ...fields.what, groups } }
}
