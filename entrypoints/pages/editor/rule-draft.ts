import { computed, signal } from '@preact/signals'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { ContactId } from '../../../lib/chat/contact.ts'
import type { ConversationKind } from '../../../lib/chat/message.ts'
import { wholeUnit } from '../../../lib/i18n/format.ts'
import { checkRule } from '../../../lib/rules/check.ts'
import type { Rule, RuleProblem } from '../../../lib/rules/rule.ts'
import { HOUR, MINUTE, SECOND } from '../../../lib/time.ts'

export type Match = Rule['what']['match']
export type CooldownUnit = 'seconds' | 'minutes' | 'hours'

/** What stops a draft from being saved: what the rules say, and one thing only the editor can know. */
export type DraftProblem = RuleProblem | { field: 'contacts'; code: 'no-contact'; detail: string }

/** A rule being written: what stands in the fields, and the rule they make. */
export interface RuleDraft {
  readonly id: string
  readonly kinds: Signal<ConversationKind[]>
  readonly onlyWhenMentioned: Signal<boolean>
  /** Whether only the contacts in `contacts` are meant. */
  readonly chosenOnly: Signal<boolean>
  readonly contacts: Signal<ContactId[]>
  readonly match: Signal<Match>
  /** Keywords or sentences that have been added. */
  readonly texts: Signal<string[]>
  /** What stands in the box and has not been added yet; it counts as one of `texts`. */
  readonly typing: Signal<string>
  readonly pattern: Signal<string>
  readonly ignoreCase: Signal<boolean>
  readonly reply: Signal<string>
  /** As typed; not a number is a problem, said beside the field. */
  readonly cooldown: Signal<string>
  readonly cooldownUnit: Signal<CooldownUnit>
  /** The rule as it stands in the fields, good or not. */
  readonly rule: ReadonlySignal<Rule>
  /** What is wrong with it now. */
  readonly problems: ReadonlySignal<DraftProblem[]>
  /** Adds what stands in the box to `texts`; a repeated or empty one is only cleared. */
  addTyped(): void
  removeText(text: string): void
  setKind(kind: ConversationKind, on: boolean): void
  setContact(id: ContactId, on: boolean): void
}

const UNITS: Record<CooldownUnit, number> = { seconds: SECOND, minutes: MINUTE, hours: HOUR }

/** What a new rule can begin with instead of the blank. */
export type RuleStart = Partial<Omit<Rule, 'id'>>

/** A new rule answers friends, any keyword, at most once a minute in the same conversation. */
export const BLANK: Omit<Rule, 'id'> = {
  enabled: true,
  who: { kinds: ['friend'], contacts: [], onlyWhenMentioned: true },
  what: { match: 'any-of', texts: [], ignoreCase: true },
  reply: { text: '' },
  cooldownMs: MINUTE,
}

/** Takes a rule apart for the editor; a new one is {@link BLANK}. `others`: how many other rules there are. */
export function createDraft(from: Rule, others: number): RuleDraft {
  const isPattern = from.what.match === 'pattern'
  const length = wholeUnit(from.cooldownMs)

  const kinds = signal<ConversationKind[]>([...from.who.kinds])
  const onlyWhenMentioned = signal(from.who.onlyWhenMentioned)
  const chosenOnly = signal(from.who.contacts.length > 0)
  const contacts = signal<ContactId[]>([...from.who.contacts])
  const match = signal<Match>(from.what.match)
  const texts = signal<string[]>(isPattern ? [] : [...from.what.texts])
  const typing = signal('')
  const pattern = signal(isPattern ? (from.what.texts[0] ?? '') : '')
  const ignoreCase = signal(from.what.ignoreCase)
  const reply = signal(from.reply.text)
  const cooldown = signal(String(length.value))
  const cooldownUnit = signal<CooldownUnit>(length.unit)

  const rule = computed<Rule>(() => ({
    id: from.id,
    enabled: from.enabled,
    who: {
      kinds: kinds.value,
      contacts: chosenOnly.value ? contacts.value : [],
      onlyWhenMentioned: onlyWhenMentioned.value,
    },
    what: {
      match: match.value,
      texts: match.value === 'pattern' ? present([pattern.value]) : withTyped(texts.value, typing.value),
      ignoreCase: ignoreCase.value,
    },
    reply: { text: reply.value },
    cooldownMs: cooldown.value.trim() === '' ? Number.NaN : Number(cooldown.value) * UNITS[cooldownUnit.value],
  }))

  const problems = computed<DraftProblem[]>(() => {
    const found: DraftProblem[] = [...checkRule(rule.value, others).problems]
    const nobody = chosenOnly.value && contacts.value.length === 0
    return nobody ? [{ field: 'contacts', code: 'no-contact', detail: '' }, ...found] : found
  })

  return {
    id: from.id,
    kinds,
    onlyWhenMentioned,
    chosenOnly,
    contacts,
    match,
    texts,
    typing,
    pattern,
    ignoreCase,
    reply,
    cooldown,
    cooldownUnit,
    rule,
    problems,
    addTyped() {
      texts.value = withTyped(texts.value, typing.value)
      typing.value = ''
    },
    removeText(text) {
      texts.value = texts.value.filter((other) => other !== text)
    },
    setKind(kind, on) {
      const order: ConversationKind[] = ['friend', 'group', 'discuss']
      kinds.value = order.filter((other) => (other === kind ? on : kinds.value.includes(other)))
    },
    setContact(id, on) {
      contacts.value = on ? [...new Set([...contacts.value, id])] : contacts.value.filter((other) => other !== id)
    },
  }
}

function withTyped(texts: readonly string[], typing: string): string[] {
  return [...new Set([...texts, ...present([typing])])]
}

/** A box with nothing but blanks in it is empty; other text is kept exactly as typed. */
function present(texts: readonly string[]): string[] {
  return texts.filter((text) => text.trim() !== '')
}
