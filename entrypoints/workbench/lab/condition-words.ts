import { formatList } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Condition, Rule } from '../../../lib/rules/rule.ts'
import { isolate } from '../../../lib/ui/isolate.ts'

/** One condition on what a message says, in words. `at`: its place as `group.condition`; null when the rule has none there. */
export function conditionWords(rule: Rule, at: string): string | null {
  const [group = -1, place = -1] = at.split('.').map(Number)
  const condition = rule.what.groups[group]?.conditions[place]
  if (!condition) return null
  const words = plainWords(condition)
  return condition.not ? t('lab.condition.not', { condition: words }) : words
}

function plainWords(condition: Condition): string {
  switch (condition.on) {
    case 'text': {
      const texts = condition.texts.map((text) => t('sentence.quoted', { text: isolate(text) }))
      return t(`lab.condition.${condition.match}`, {
        texts: formatList(texts, condition.match === 'all-of' ? 'and' : 'or'),
      })
    }
    case 'pattern':
      return t('lab.condition.pattern', { pattern: isolate(condition.pattern) })
    case 'content': {
      const kinds = condition.kinds.map((kind) => t(`sentence.content.${kind}`))
      return t('lab.condition.content', { kinds: formatList(kinds, 'or') })
    }
  }
}
