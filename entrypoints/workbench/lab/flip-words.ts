import { formatMoment } from '../../../lib/i18n/format.ts'
import { t } from '../../../lib/i18n/t.ts'
import type { Flip } from '../../../lib/rules/lab/explain.ts'
import { isolate } from '../../../lib/ui/isolate.ts'
import { titleOf } from './rule-title.ts'

const LIMITS = ['burst', 'contact', 'minute', 'hour', 'day'] as const

/** A single change that would have led to something else, in words. */
export function flipWords({ change, ruleId, check, at, detail }: Flip): string {
  const rule = ruleId === null ? '' : titleOf(ruleId)
  switch (change) {
    case 'limit': {
      const limit = LIMITS.find((one) => one === detail)
      return t('lab.flip.limit', { limit: limit ? t(`lab.limit.${limit}`) : detail })
    }
    case 'condition':
      return t('lab.flip.condition', { rule, check: check === null ? '' : t(`trace.rule:${check}`) })
    case 'time':
      return t('lab.flip.time', { time: at === null ? '' : formatMoment(at) })
    case 'text-with':
    case 'text-without':
      return t(`lab.flip.${change}`, { text: isolate(detail) })
    case 'cooldown':
    case 'rule-on':
    case 'rule-off':
      return t(`lab.flip.${change}`, { rule })
    case 'switch-on':
    case 'no-stop':
    case 'no-pause':
    case 'logged-in':
    case 'known-sender':
    case 'fresh':
    case 'no-takeover':
    case 'no-loop':
    case 'not-muted':
    case 'first-time':
    case 'mentioned':
    case 'not-mentioned':
    case 'away':
    case 'not-away':
      return t(`lab.flip.${change}`)
  }
}
