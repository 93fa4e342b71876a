import type { ContactId } from '../../lib/chat/contact.ts'
import { formatList } from '../../lib/i18n/format.ts'
import { language, t } from '../../lib/i18n/t.ts'
import { describeRule } from '../../lib/rules/describe.ts'
import type { RulePart } from '../../lib/rules/describe.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { isolate } from '../../lib/ui/isolate.ts'

/** The three places of a rule's sentence, in words. */
export interface RuleWords {
  who: string
  what: string
  reply: string
}

type Names = ReadonlyMap<ContactId, string>
type Part<K extends RulePart['part']> = Extract<RulePart, { part: K }>

/** What a rule says, in the user's language. Contacts whose names are not known yet are counted instead. */
export function ruleWords(rule: Rule, names: Names): RuleWords {
  const parts = describeRule(rule)
  const find = <K extends RulePart['part']>(kind: K) => parts.find((part): part is Part<K> => part.part === kind)
  return {
    who: who(find('kinds'), find('contacts'), find('mention') !== undefined, names),
    what: what(find('match')),
    reply: isolate(oneLine(find('reply')?.text ?? '')) || t('sentence.nothing'),
  }
}

/** The whole sentence as one line of plain text, for lists and labels. */
export function ruleSentence(rule: Rule, names: Names): string {
  return capitalised(t('sentence', { ...ruleWords(rule, names) }))
}

function who(kinds: Part<'kinds'> | undefined, contacts: Part<'contacts'> | undefined, mention: boolean, names: Names) {
  const everybody = formatList(
    (kinds?.kinds ?? []).map((kind) => t(`sentence.kind.${kind}`)),
    'or',
  )
  const somebody = contacts ? nameList(contacts.ids, names) : everybody || t('sentence.nothing')
  if (!mention) return somebody
  return t(kinds?.kinds.includes('friend') ? 'sentence.mentionAlso' : 'sentence.mentionOnly', { who: somebody })
}

/** At most two names, then how many there are; the count alone when a name is missing. */
export function nameList(ids: readonly ContactId[], names: Names): string {
  const shown = ids.slice(0, 2).map((id) => names.get(id))
  if (!shown.every((name) => name !== undefined)) return t('sentence.contacts', { count: ids.length })
  const isolated = shown.map(isolate)
  if (ids.length === shown.length) return formatList(isolated, 'or')
  return t('list.more', { names: isolated.join(t('list.comma')), count: ids.length })
}

function what(match: Part<'match'> | undefined): string {
  if (!match || match.texts.length === 0) return t('sentence.nothing')
  const quoted = match.texts.map((text) => t('sentence.quoted', { text: isolate(text) }))
  if (match.match === 'pattern') return t('sentence.pattern', { texts: `/${isolate(match.texts[0] ?? '')}/` })
  return t(`sentence.${match.match}`, { texts: formatList(quoted, match.match === 'all-of' ? 'and' : 'or') })
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase(language.value) + sentence.slice(1)
}
