import type { ContactId } from '../../lib/chat/contact.ts'
import { language, t } from '../../lib/i18n/t.ts'
import { describeRule } from '../../lib/rules/describe.ts'
import type { RulePart } from '../../lib/rules/describe.ts'
import type { Rule } from '../../lib/rules/rule.ts'
import { SECOND } from '../../lib/time.ts'
import { isolate } from '../../lib/ui/isolate.ts'
import { whatWords } from './sentence-what.ts'
import { whenWords } from './sentence-when.ts'
import { whoWords } from './sentence-who.ts'

export { nameList } from './name-list.ts'

/** The places of a rule's sentence, in words. */
export interface RuleWords {
  /** Who and when. */
  who: string
  what: string
  reply: string
  /** What else there is to say about the reply; empty when nothing is. */
  notes: string
}

/** Names of contacts that are known so far. */
export type Names = ReadonlyMap<ContactId, string>

/** What a rule says, in the user's language. Contacts whose names are not known yet are counted instead. */
export function ruleWords(rule: Rule, names: Names): RuleWords {
  const parts = describeRule(rule)
  const who = whoWords(parts, names)
  const when = whenWords(parts)
  return {
    who: when === '' ? who : t('sentence.whoWhen', { who, when }),
    what: whatWords(parts),
    reply: replyWords(parts),
    notes: noteWords(parts),
  }
}

/** The whole sentence as one line of plain text, for lists and labels. */
export function ruleSentence(rule: Rule, names: Names): string {
  const { notes, ...words } = ruleWords(rule, names)
  const sentence = capitalised(t('sentence', words))
  return notes === '' ? sentence : t('sentence.notes', { sentence, notes })
}

/** What a rule is called: the user's own name for it, else its sentence. */
export function ruleTitle(rule: Rule, names: Names): string {
  return rule.name.trim() === '' ? ruleSentence(rule, names) : isolate(oneLine(rule.name))
}

function replyWords(parts: readonly RulePart[]): string {
  const text = parts.find((part) => part.part === 'reply')?.text ?? ''
  return isolate(oneLine(text)) || t('sentence.nothing')
}

function noteWords(parts: readonly RulePart[]): string {
  return parts.flatMap(noteOf).join(t('list.comma'))
}

function noteOf(part: RulePart): string[] {
  if (part.part === 'reply') return part.others > 0 ? [t('sentence.others', { count: part.others })] : []
  if (part.part === 'follow-up') return [t('sentence.followUp', { count: part.choices })]
  if (part.part === 'delay') return [t('sentence.delay', { from: part.fromMs / SECOND, to: part.toMs / SECOND })]
  if (part.part === 'draft') return [t('sentence.draft')]
  return part.part === 'go-on' ? [t('sentence.goOn')] : []
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase(language.value) + sentence.slice(1)
}
