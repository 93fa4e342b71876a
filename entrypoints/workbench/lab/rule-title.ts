import { computed, effect, untracked } from '@preact/signals'
import { language, t } from '../../../lib/i18n/t.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { contactNames, nameContacts } from '../../pages/contact-names.ts'
import { ruleTitle } from '../../pages/rule-sentence.ts'
import { rules } from '../../pages/stored-rules.ts'

/** A sentence says at most so many names. */
const NAMES_SAID = 2

effect(() => {
  const people = rules.value.flatMap(({ who: { contacts, except, authors } }) =>
    [contacts, except, authors].flatMap((ids) => ids.slice(0, NAMES_SAID)),
  )
  void untracked(() => nameContacts(people))
})

const byId = computed(() => new Map(rules.value.map((rule, place) => [rule.id, { rule, place }])))

const titles = computed(() => {
  void language.value
  const names = contactNames.value
  const known = new Map<Rule, string>()
  return (rule: Rule): string => {
    const title = known.get(rule) ?? ruleTitle(rule, names)
    known.set(rule, title)
    return title
  }
})

/** What a rule is called, as plain text, also when it has been deleted since. Each is put into words once. */
export function titleOf(ruleId: string): string {
  const found = byId.value.get(ruleId)
  return found ? titles.value(found.rule) : t('decision.ruleDeleted')
}

/** Place of a rule in the order in which they are asked, from 0; null when it is not there any more. */
export function placeOf(ruleId: string): number | null {
  return byId.value.get(ruleId)?.place ?? null
}
