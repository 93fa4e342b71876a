import { formatDay } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Rule } from '../../../lib/rules/rule.ts'
import { SECOND } from '../../../lib/time.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { nameList } from '../name-list.ts'
import type { Names } from '../rule-sentence.ts'

/** What a rule has beyond the fields of the popup's editor, one line each, in words. */
export function onlyInWorkbench(rule: Rule, names: Names): string[] {
  const { name, who, what, when, reply, goOn, tests } = rule
  const { followUp, delay } = reply
  const { case: _, ...folds } = what.fold
  const folded = (['width', 'blanks', 'repeats', 'script'] as const).filter((fold) => folds[fold])
  const isUsualFold = folded.length === 1 && folded[0] === 'width'
  return [
    ...(name === '' ? [] : [`${t('editor.name')}${t('elsewhere.colon')}${isolate(name)}`]),
    ...(who.except.length > 0 ? [t('sentence.except', { names: nameList(who.except, names) })] : []),
    ...(who.categories.length > 0
      ? [t('sentence.categories', { names: who.categories.map(isolate).join(t('list.comma')) })]
      : []),
    ...(who.authors.length > 0 ? [t('sentence.authors', { names: nameList(who.authors, names) })] : []),
    ...(who.roles.length > 0
      ? [t('sentence.roles', { roles: who.roles.map((role) => t(`sentence.role.${role}`)).join(t('list.comma')) })]
      : []),
    ...(folded.length > 0 && !isUsualFold ? folded.map((fold) => t(`editor.fold.${fold}`)) : []),
    ...(when.dates?.from ? [t('sentence.dates.from', { from: formatDay(when.dates.from) })] : []),
    ...(when.dates?.to ? [t('sentence.dates.to', { to: formatDay(when.dates.to) })] : []),
    ...(followUp ? [t('sentence.followUp', { count: followUp.choices.length })] : []),
    ...(delay ? [t('sentence.delay', { from: delay.fromMs / SECOND, to: delay.toMs / SECOND })] : []),
    ...(reply.mode === 'draft' ? [t('sentence.draft')] : []),
    ...(goOn ? [t('sentence.goOn')] : []),
    ...(tests.length > 0 ? [t('editor.tests.count', { count: tests.length })] : []),
  ]
}
