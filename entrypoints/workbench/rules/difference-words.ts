import { formatDuration, formatList, formatNumber } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Key } from '../../../lib/i18n/zh-CN.ts'
import type { RuleDifference } from '../../../lib/rules/pack-compare.ts'

/** What each field of a rule is called, by its path. */
const FIELDS: Record<string, Key> = {
  name: 'ruleField.name',
  enabled: 'ruleField.enabled',
  group: 'ruleField.group',
  'who.kinds': 'ruleField.who.kinds',
  'who.contacts': 'ruleField.who.contacts',
  'who.except': 'ruleField.who.except',
  'who.categories': 'ruleField.who.categories',
  'who.authors': 'ruleField.who.authors',
  'who.roles': 'ruleField.who.roles',
  'who.onlyWhenMentioned': 'ruleField.who.onlyWhenMentioned',
  'what.join': 'ruleField.what.join',
  'what.groups': 'ruleField.what.groups',
  'what.fold': 'ruleField.what.fold',
  'when.hours': 'ruleField.when.hours',
  'when.dates': 'ruleField.when.dates',
  'when.first': 'ruleField.when.first',
  'when.silenceDays': 'ruleField.when.silenceDays',
  'when.onlyWhenAway': 'ruleField.when.onlyWhenAway',
  'reply.texts': 'ruleField.reply.texts',
  'reply.choose': 'ruleField.reply.choose',
  'reply.delay': 'ruleField.reply.delay',
  'reply.mode': 'ruleField.reply.mode',
  'reply.followUp': 'ruleField.reply.followUp',
  cooldownMs: 'ruleField.cooldown',
  goOn: 'ruleField.goOn',
  tests: 'ruleField.tests',
}

/** What a field of a rule is called; a field that nobody named keeps its path. */
export function fieldName(field: string): string {
  const key = FIELDS[field]
  return key === undefined ? field : t(key)
}

/** Longest value shown, characters. */
const MOST = 240

/** The value of a field before or after, short: the texts in it as they are, the rest as data. */
export function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('ruleField.nothing')
  if (typeof value === 'boolean') return t(value ? 'ruleField.yes' : 'ruleField.no')
  if (typeof value === 'number') return field === 'cooldownMs' ? durationWords(value) : formatNumber(value)
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value) && value.length === 0) return t('ruleField.nothing')
  const texts = field === 'tests' ? [] : textsIn(value)
  if (texts.length > 0) return cut(formatList(texts, 'and'))
  return Array.isArray(value) ? t('ruleField.count', { count: value.length }) : cut(JSON.stringify(value))
}

function durationWords(ms: number): string {
  return ms === 0 ? t('ruleField.nothing') : formatDuration(ms)
}

/** What people wrote in it: keywords, patterns, replies. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((part) => (typeof part === 'string' ? [part] : textsIn(part)))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    if (['text', 'pattern', 'reply', 'otherwise'].includes(key) && typeof part === 'string') return [part]
    return Array.isArray(part) ? textsIn(part) : []
  })
}

function cut(text: string): string {
  const characters = Array.from(text)
  return characters.length > MOST ? `${characters.slice(0, MOST).join('')}…` : text
}

/** The differences that a reader can make sense of, in the order of the rule. */
export function shownDifferences(differences: readonly RuleDifference[]): RuleDifference[] {
  const order = Object.keys(FIELDS)
  return [...differences].sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
}
