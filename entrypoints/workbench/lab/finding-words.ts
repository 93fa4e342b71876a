import { t } from '../../../lib/i18n/t.ts'
import type { Finding } from '../../../lib/rules/lab/finding.ts'
import { isolate } from '../../../lib/ui/isolate.ts'

const DEAD = ['pattern', 'words', 'content', 'people'] as const

/** What is wrong with a rule and what can be done, in a sentence or two. */
export function findingWords({ code, detail }: Finding): string {
  switch (code) {
    case 'dead': {
      const because = DEAD.find((one) => one === detail)
      return because ? t(`lab.finding.dead.${because}`) : t('lab.finding.dead.text')
    }
    case 'never-on':
      return t(detail === 'over' ? 'lab.finding.never-on.over' : 'lab.finding.never-on.empty')
    case 'missing-variable':
      return t('lab.finding.missing-variable.text', { name: `{${isolate(detail.replace(/[{}]/g, ''))}}` })
    case 'link':
      return t('lab.finding.link.text', { link: isolate(detail) })
    case 'shadowed':
    case 'overlaps':
    case 'triggers-itself':
    case 'triggers-other':
    case 'loop-risk':
    case 'needs-group':
      return t(`lab.finding.${code}.text`)
  }
}
