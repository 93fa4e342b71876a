import { formatList } from '../../lib/i18n/format.ts'
import { t } from '../../lib/i18n/t.ts'
import type { RulePart } from '../../lib/rules/describe.ts'
import type { Condition } from '../../lib/rules/rule.ts'
import { isolate } from '../../lib/ui/isolate.ts'

/** What the message has to say or be, in words; groups of several conditions stand in brackets. */
export function whatWords(parts: readonly RulePart[]): string {
  const what = parts.find((part) => part.part === 'what')
  if (!what) return t('sentence.nothing')
  const groups = what.groups.map(({ join, conditions }) => {
    const words = conditions.map(conditionWords).join(t(`sentence.join.${join}`))
    return conditions.length > 1 && what.groups.length > 1 ? t('sentence.bracket', { words }) : words
  })
  return groups.join(t(`sentence.join.${what.join}`)) || t('sentence.nothing')
}

/** One condition in words. */
export function conditionWords(condition: Condition): string {
  const { not } = condition
  switch (condition.on) {
    case 'pattern': {
      if (condition.pattern === '') return t('sentence.nothing')
      return t(not ? 'sentence.not.pattern' : 'sentence.pattern', { texts: `/${isolate(condition.pattern)}/` })
    }
    case 'content': {
      if (condition.kinds.length === 0) return t('sentence.nothing')
      const kinds = formatList(
        condition.kinds.map((kind) => t(`sentence.content.${kind}`)),
        'or',
      )
      return t(not ? 'sentence.not.content' : 'sentence.content', { kinds })
    }
    case 'text': {
      if (condition.texts.length === 0) return t('sentence.nothing')
      const { match } = condition
      const quoted = condition.texts.map((text) => t('sentence.quoted', { text: isolate(text) }))
      const texts = formatList(quoted, match === 'all-of' ? 'and' : 'or')
      return t(not ? `sentence.not.${match}` : `sentence.${match}`, { texts })
    }
  }
}
